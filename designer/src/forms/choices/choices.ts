import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { useI18n } from 'vue-i18n';
import { useSession } from '../../features/session/index.ts';
import { useVocabulary } from '../../features/vocabulary/index.ts';
import type { Option } from '../../ui/index.ts';
import { type JsonSchema, labelOf } from '../../schema/index.ts';
import { useDocumentOptions } from './documents.ts';
import { useWorld } from './world.ts';

/** The `x-control` names whose values are picked from a list. */
export const listed = [
  'method',
  'provider',
  'checkout',
  'flow',
  'kpi',
  'channel',
  'fact',
  'action',
  'currency',
  'country',
  'language',
  'time-zone',
] as const;
type Listed = (typeof listed)[number];

export const isListed = (schema: JsonSchema): boolean =>
  schema.enum !== undefined || listed.some((name) => name === schema['x-control']);

/** What somebody may grant: what they hold themselves, one by one, by resource, or all of it. */
function grantable(held: readonly string[]): Option[] {
  const resources = held.map((action) => `${action.split('.')[0]}.*`);
  return [...new Set(['*', ...resources, ...held])].sort().map((value) => ({ value, label: value }));
}

type Source = () => ComputedRef<readonly Option[]> | { readonly value: readonly Option[] };

/** What a value can be picked from: the words of an enum, the documents of the hub, or what the world agrees on. */
export function useChoices(schema: MaybeRefOrGetter<JsonSchema>): ComputedRef<readonly Option[]> {
  const { locale } = useI18n();
  const vocabulary = useVocabulary();
  const session = useSession();
  const world = useWorld();
  const titled = (list: readonly { id: string; title: string }[]): Option[] =>
    list.map(({ id, title }) => ({ value: id, label: title }));
  const sources: Record<Listed, Source> = {
    method: () =>
      computed(() =>
        vocabulary.words.methods.map(({ id, title }) => ({ value: id, label: vocabulary.inLanguage(title) })),
      ),
    provider: () => computed(() => titled(vocabulary.words.providers)),
    checkout: () => computed(() => titled(vocabulary.words.brands)),
    flow: () => useDocumentOptions('flow'),
    kpi: () => useDocumentOptions('kpi'),
    channel: () => useDocumentOptions('channel'),
    fact: () =>
      computed(() =>
        vocabulary.words.facts.map(({ id, label }) => ({ value: id, label: vocabulary.inLanguage(label) })),
      ),
    action: () => computed(() => grantable(session.session?.actions ?? [])),
    currency: () => world.currencies,
    country: () => world.countries,
    language: () => world.languages,
    'time-zone': () => world.timeZones,
  };
  const { enum: values, 'x-control': name } = toValue(schema);
  if (values) {
    const label = (value: unknown) => labelOf(toValue(schema), value, locale.value);
    return computed(() => values.map((value) => ({ value: String(value), label: label(value) })));
  }
  const known = listed.find((one) => one === name);
  const source = known && sources[known]();
  return computed(() => source?.value ?? []);
}
