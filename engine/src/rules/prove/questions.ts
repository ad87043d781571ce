import type { Condition, FlowSwitch } from '@pih/schemas';
import type { Atom, Slots } from './slots.ts';

/** A condition, ready to narrow down what is possible. */
export type Question =
  | { readonly ask: 'atom'; readonly atom: Atom }
  | { readonly ask: 'all' | 'any'; readonly parts: readonly Question[] }
  | { readonly ask: 'not'; readonly part: Question }
  /** Whatever is true, nothing is learnt. */
  | { readonly ask: 'unknown' };

export const unknown: Question = { ask: 'unknown' };
/** Holds always: an empty group, as json-rules-engine has it. */
export const always: Question = { ask: 'all', parts: [] };

const ofAtom = (atom: Atom | undefined): Question => (atom ? { ask: 'atom', atom } : unknown);

/** @param condition sound by `checkFlow`, and so not too deep for recursion */
export function questionAbout(condition: Condition, slots: Slots): Question {
  if ('all' in condition) return { ask: 'all', parts: condition.all.map((part) => questionAbout(part, slots)) };
  if ('any' in condition) {
    // An empty group holds, whichever it is.
    if (!condition.any.length) return always;
    return { ask: 'any', parts: condition.any.map((part) => questionAbout(part, slots)) };
  }
  if ('not' in condition) return { ask: 'not', part: questionAbout(condition.not, slots) };
  return ofAtom(slots.atom(condition));
}

/** What each case of a switch asks, in order: the first that holds is taken. */
export function questionsOf({ data: { fact, cases } }: FlowSwitch, slots: Slots): Question[] {
  const operator = slots.definition(fact)?.type === 'list' ? 'containsAnyOf' : 'in';
  return cases.map(({ values }) => ofAtom(slots.atom({ fact, operator, value: values })));
}

export const withinSums = (slots: Slots, ...about: Parameters<Slots['within']>): Question =>
  ofAtom(slots.within(...about));
