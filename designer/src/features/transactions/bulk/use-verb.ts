import type { BulkPreview } from '@pih/schemas/types';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useFormats } from '../../../formats/index.ts';
import { movesMoney } from './actions.ts';

/** The words on the button that starts a bulk action: the verb, and the sum or the number. */
export function useVerb(preview: () => BulkPreview | undefined) {
  const { t, n } = useI18n();
  const { money } = useFormats();
  return computed(() => {
    const now = preview();
    if (!now) return '';
    const sum = now.totals.map((total) => money(total)).join(' + ');
    return movesMoney(now.action)
      ? t(`transactions.bulk.verbs.${now.action}`, { sum, count: n(now.count) })
      : t(`transactions.bulk.verbs.${now.action}`, { count: n(now.count) }, now.count);
  });
}
