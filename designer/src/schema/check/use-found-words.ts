import { useI18n } from 'vue-i18n';
import { useSpeech } from '../../condition-words/index.ts';
import { problemInWords } from '../../features/flows/index.ts';
import { useVocabulary } from '../../features/vocabulary/index.ts';
import type { Found } from './found.ts';

/** A rule's limit as a sentence can name it. */
const shown = (limit: unknown): string => (Array.isArray(limit) ? limit.map(String).join(', ') : String(limit ?? ''));

/** The param that chooses between one and many, where it is not the limit. */
const counts: Readonly<Record<string, string>> = { held: 'more', 'too-few-approvers': 'approvers' };

type Param = string | number | string[];
const isParam = (value: unknown): value is Param =>
  typeof value === 'string' || typeof value === 'number' || Array.isArray(value);

/** Says what is wrong, in the reader's language. A rule without words here is told in the engine's. */
export function useFoundWords() {
  const { t, te } = useI18n();
  const speech = useSpeech();
  const vocabulary = useVocabulary();
  const knows = (key: string): boolean => te(key) || te(key, 'en');
  const names = { nodes: new Map(), provider: vocabulary.provider };

  function keyOf({ rule, params }: Found): string | undefined {
    const { limit, example, needs } = params;
    const special = rule === 'format' || rule === 'type' ? `schema.rules.${rule}.${shown(limit)}` : undefined;
    if (special && knows(special)) return special;
    if (rule === 'pattern' && typeof example === 'string') return 'schema.rules.patternLike';
    if (rule === 'template-variable' && params['suggestion']) return 'schema.rules.template-variable-like';
    if (rule === 'oneOf' && needs) return 'schema.rules.needsOne';
    if ((rule === 'minLength' || rule === 'minItems' || rule === 'minProperties') && limit === 1)
      return 'schema.rules.empty';
    const plain = `schema.rules.${rule}`;
    return knows(plain) && !knows(`${plain}.other`) ? plain : undefined;
  }

  /** What the engine says of a condition, or of a flow that this document would break, has its words among the flows'. */
  function asInFlows({ pointer, rule, message = t('schema.rules.other'), params }: Found): string {
    const told = Object.fromEntries(Object.entries(params).filter(([, value]) => isParam(value))) as Record<
      string,
      Param
    >;
    const problem = { path: pointer, rule, message, params: told };
    return problemInWords({ severity: 'error', problem }, speech.value, names);
  }

  /** What is wrong elsewhere because of this, which its params name. */
  function inner({ params }: Found): string {
    const { cause, at, why, ...facts } = params;
    if (typeof cause !== 'string') return '';
    return sentence({ pointer: shown(at), rule: cause, params: facts, message: shown(why) });
  }

  function sentence(found: Found): string {
    const { rule, params } = found;
    const key = keyOf(found);
    if (!key) return asInFlows(found);
    const kindWord = `documents.kinds.${shown(params['kind'])}.one`;
    const facts = {
      ...Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shown(value)])),
      ...(knows(kindWord) && { kind: t(kindWord) }),
      inner: inner(found),
    };
    const count = params[counts[rule] ?? 'limit'];
    return typeof count === 'number' ? t(key, facts, count) : t(key, facts);
  }
  return { sentence };
}
