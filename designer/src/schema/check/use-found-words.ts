import { useI18n } from 'vue-i18n';
import type { Found } from './found.ts';

/** A rule's limit as a sentence can name it. */
const shown = (limit: unknown): string => (Array.isArray(limit) ? limit.map(String).join(', ') : String(limit ?? ''));

/** Says what is wrong, in the reader's language. A rule without words here is told in the engine's. */
export function useFoundWords() {
  const { t, te } = useI18n();
  const knows = (key: string): boolean => te(key) || te(key, 'en');

  function keyOf({ rule, params }: Found): string | undefined {
    const { limit, example, needs } = params;
    const special = rule === 'format' || rule === 'type' ? `schema.rules.${rule}.${shown(limit)}` : undefined;
    if (special && knows(special)) return special;
    if (rule === 'pattern' && typeof example === 'string') return 'schema.rules.patternLike';
    if (rule === 'oneOf' && needs) return 'schema.rules.needsOne';
    if ((rule === 'minLength' || rule === 'minItems' || rule === 'minProperties') && limit === 1)
      return 'schema.rules.empty';
    const plain = `schema.rules.${rule}`;
    return knows(plain) && !knows(`${plain}.other`) ? plain : undefined;
  }

  function sentence(found: Found): string {
    const { limit, needs, example, value } = found.params;
    const key = keyOf(found);
    if (!key) return found.message ?? t('schema.rules.other');
    const facts = { limit: shown(limit), needs: shown(needs), example: shown(example), value: shown(value) };
    return typeof limit === 'number' ? t(key, facts, limit) : t(key, facts);
  }
  return { sentence };
}
