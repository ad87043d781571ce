import type { DocumentHistoryEntry } from '@pih/schemas/types';
import { useI18n } from 'vue-i18n';
import { useFoundWords } from '../../../schema/index.ts';

type Entry = Pick<DocumentHistoryEntry, 'note' | 'reason'>;

/** Says why something happened to a document: what a person wrote, or the hub's own reason in the reader's language. */
export function useReasonWords() {
  const { t, te, n } = useI18n();
  const { sentence } = useFoundWords();

  /** What was wrong, where that is the reason. */
  function fault({ cause, at, why, more: _more, ...params }: Record<string, unknown>): string {
    if (typeof cause !== 'string') return '';
    return sentence({ pointer: String(at), rule: cause, params, message: String(why) });
  }

  return ({ note, reason }: Entry): string | undefined => {
    const key = `documents.reasons.${reason?.code ?? ''}`;
    // What was stored before there were reasons, or by a newer engine, says it in words.
    if (!reason || !(te(key) || te(key, 'en'))) return note && t('documents.quoted', { text: note });
    const { params } = reason;
    const numbers = Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? n(value) : value]);
    return t(key, { ...Object.fromEntries(numbers), fault: fault(params) });
  };
}
