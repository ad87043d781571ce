import { useI18n } from 'vue-i18n';
import { useFormats } from '../../formats/index.ts';
import type { Days } from './days.ts';

/** Says from which day to which; undefined where both ends are open. */
export function useDayWords(): (days: Days) => string | undefined {
  const { t } = useI18n();
  const { day } = useFormats();
  return ({ from, to }) => {
    if (from && to) return from === to ? day(from) : t('ui.days.between', { from: day(from), to: day(to) });
    if (from) return t('ui.days.since', { from: day(from) });
    return to && t('ui.days.until', { to: day(to) });
  };
}
