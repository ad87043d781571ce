import type { OperatorPermissions } from '@pih/schemas/types';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { conditionParts, useSpeech, type SentencePart } from '../../../condition-words/index.ts';

type Permission = OperatorPermissions['permissions'][number];
export type Reason = Permission['because'][number];

/** Why somebody may do something, in the reader's language. */
export function useReasonWords() {
  const { t } = useI18n();
  const speech = useSpeech();

  /** "The role Refund agent allows it" and, where it is limited, on which payments. */
  const words = computed(() => (reason: Reason): { text: string; when: readonly SentencePart[] } => ({
    text: t(`people.why.${reason.effect}${reason.when ? 'When' : ''}`, { role: reason.title }),
    when: reason.when ? conditionParts(reason.when, speech.value) : [],
  }));
  /** What decides first. */
  const ordered = ({ because }: Permission): readonly Reason[] =>
    [...because].sort((one, other) => Number(other.isDecisive) - Number(one.isDecisive));

  return { words, ordered };
}
