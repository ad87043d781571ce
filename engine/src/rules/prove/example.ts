import type { Flow } from '@pih/schemas';
import { isMoney } from '../comparisons.ts';
import type { Facts, FactValue } from '../facts.ts';
import type { Drawing, Surroundings } from './drawing.ts';
import { hasName, type NameSet } from './domains/names.ts';
import { weekdayOf } from './links.ts';
import { totalSlot, type Possible, type Slot } from './slots.ts';
import type { State } from './states.ts';

/** Countries to take an example from, where the merchant's own does not fit. */
const countries = ['IT', 'DE', 'FR', 'ES', 'AT', 'NL', 'BE', 'PT', 'CH', 'GB', 'US', 'JP', 'BR', 'AU'];

/** A week like any other; its days stand for any days. */
const week = ['15', '16', '17', '18', '19', '20', '21'].map((day) => `2026-06-${day}`);

/** Every currency that a flow names, in conditions, cases or test cases, after the merchant's own. */
export function currenciesOf(
  { nodes, tests = [] }: Pick<Flow, 'nodes' | 'tests'>,
  { settings }: Surroundings,
): string[] {
  const found = new Set([settings.defaultCurrency]);
  const collect = (value: unknown): void => {
    if (isMoney(value)) found.add(value.currency);
    else if (Array.isArray(value)) for (const each of value) collect(each);
  };
  const waiting: unknown[] = nodes.flatMap((node) => (node.type === 'condition' ? [node.data.when] : []));
  for (const node of nodes)
    if (node.type === 'switch' && node.data.fact === 'currency')
      for (const { values } of node.data.cases) for (const value of values) found.add(String(value));
  for (const { facts } of tests) for (const value of Object.values(facts)) collect(value);
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part !== 'object' || part === null) continue;
    const { fact, value, all, any, not } = part as Record<string, unknown>;
    if (fact === 'currency') for (const code of [value].flat()) found.add(String(code));
    else if (fact !== undefined) collect(value);
    for (const group of [all, any]) if (Array.isArray(group)) waiting.push(...(group as unknown[]));
    waiting.push(...(not === undefined ? [] : [not]));
  }
  return [...found];
}

/** Values that people would take for those of a cart of theirs, by slot. */
function wishesFor({ flow, around }: Drawing, state: State, slots: readonly Slot[]): Record<string, FactValue[]> {
  const possibleOf = (id: string): Possible | undefined => {
    const slot = slots.find((each) => each.id === id);
    return slot && state[slot.index];
  };
  const weekdays = possibleOf('weekday')?.set as NameSet | undefined;
  const fitting = week.filter((day) => !weekdays || hasName(weekdays, weekdayOf(day)));
  const { defaultCurrency, legal } = around.settings;
  return {
    [totalSlot]: [defaultCurrency, ...currenciesOf(flow, around)],
    country: [...(legal?.address?.country ? [legal.address.country] : []), ...countries],
    brand: [...around.brands],
    channel: ['web', 'store'],
    language: ['it', 'en'],
    timeOfDay: ['10:30', '15:00', '20:30'],
    weekday: ['wed', 'sat'],
    date: fitting,
  };
}

/**
 * A cart out of a state; undefined where none comes to mind. What the payment may be without is left out where the state says
 * nothing about it, except the country, which every shopper has.
 */
export function exampleOf(drawing: Drawing, state: State): Facts | undefined {
  const slots = drawing.refinery.slots;
  const wishes = wishesFor(drawing, state, slots);
  const facts: Record<string, FactValue> = {};
  for (const slot of slots) {
    const possible = state[slot.index] ?? slot.start;
    if (possible.mayMiss && slot.id !== 'country') continue;
    const value = slot.sample(possible, wishes[slot.id] ?? []);
    if (value === undefined && possible.mayMiss) continue;
    if (value === undefined) return undefined;
    if (slot.id === totalSlot && isMoney(value)) Object.assign(facts, { amount: value, currency: value.currency });
    else facts[slot.id] = value;
  }
  const { date } = facts;
  if (typeof date === 'string' && 'weekday' in facts) facts['weekday'] = weekdayOf(date);
  return facts;
}
