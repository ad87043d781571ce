import { factsOf, type FactDefinition, type Settings } from '@pih/schemas';
import { providersByMethod, type CarryingProvider } from '../providers.ts';

/** What the documents of an installation may refer to. */
export interface Known {
  facts: readonly FactDefinition[];
  /** Ids of the providers that carry each method. */
  methods: ReadonlyMap<string, readonly string[]>;
}

/** What a flow of this installation may refer to: the facts and categories of its settings, the methods of its providers. */
export const knownTo = (
  settings: Pick<Settings, 'customFacts' | 'categories'>,
  providers: Iterable<CarryingProvider>,
): Known => ({ facts: factsOf(settings), methods: providersByMethod(providers) });

/** `Known`, arranged for looking things up. */
export interface Lookup {
  facts: ReadonlyMap<string, FactDefinition>;
  methods: Known['methods'];
  providers: ReadonlySet<string>;
}

export const lookupOf = ({ facts, methods }: Known): Lookup => ({
  facts: new Map(facts.map((fact) => [fact.id, fact])),
  methods,
  providers: new Set([...methods.values()].flat()),
});
