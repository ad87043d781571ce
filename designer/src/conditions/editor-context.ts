import type { FactDefinition } from '@pih/schemas/facts';
import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import { useSpeech, type Speech } from '../condition-words/index.ts';

/** Something wrong in a condition; the path is a JSON pointer inside of it, '' for the whole. */
export interface ConditionError {
  path: string;
  message: string;
}

/** What all rows and groups of one editor share. */
export interface ConditionContext {
  facts: ComputedRef<readonly FactDefinition[]>;
  fact: (id: string) => FactDefinition | undefined;
  /** Names the facts of this editor, whatever the vocabulary of the installation calls them. */
  speech: ComputedRef<Speech>;
  readonly: ComputedRef<boolean>;
}

const key: InjectionKey<ConditionContext> = Symbol('condition editor');

export function shareConditionContext(props: { facts: () => readonly FactDefinition[]; readonly: () => boolean }) {
  const facts = computed(props.facts);
  const byId = computed(() => new Map(facts.value.map((fact) => [fact.id, fact])));
  const spoken = useSpeech();
  const fact = (id: string): FactDefinition | undefined => byId.value.get(id);
  const context: ConditionContext = {
    facts,
    fact,
    speech: computed(() => ({ ...spoken.value, fact })),
    readonly: computed(props.readonly),
  };
  provide(key, context);
  return context;
}

/** The editor around a row or group. */
export function useConditionContext(): ConditionContext {
  const context = inject(key);
  if (!context) throw new Error('A row of conditions stands outside of its editor');
  return context;
}

/** The errors of one part, told by where they are inside of it. */
export const errorsWithin = (errors: readonly ConditionError[], path: string): ConditionError[] =>
  path === ''
    ? [...errors]
    : errors.flatMap((error) =>
        error.path === path || error.path.startsWith(`${path}/`)
          ? [{ ...error, path: error.path.slice(path.length) }]
          : [],
      );
