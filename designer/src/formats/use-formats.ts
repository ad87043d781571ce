import type { MoneyOrZero } from '@pih/schemas/types';
import { formatMoney } from '@pih/schemas/money';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';

/** The merchant's time zone: every operator reads the same clock. Undefined until it is known: then the browser's own. */
export const timeZone = shallowRef<string>();

/** Writes sums and times for people, in the language and time zone of the moment. */
export function useFormats() {
  const { locale } = useI18n();
  const zone = computed(() => (timeZone.value ? { timeZone: timeZone.value } : {}));
  const exact = computed(
    () =>
      new Intl.DateTimeFormat(locale.value, {
        dateStyle: 'medium',
        timeStyle: 'medium',
        hourCycle: 'h23',
        ...zone.value,
      }),
  );
  const dayAndTime = computed(
    () =>
      new Intl.DateTimeFormat(locale.value, {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        ...zone.value,
      }),
  );
  const day = computed(() => new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeZone: 'UTC' }));
  return {
    money: (sum: MoneyOrZero) => formatMoney(sum, locale.value),
    /** "23 Nov 2026, 10:42:07" */
    exactTime: (at: string) => exact.value.format(new Date(at)),
    /** "23 Nov, 10:42" */
    dayAndTime: (at: string) => dayAndTime.value.format(new Date(at)),
    /** A calendar day such as "2026-11-23", written for people. */
    day: (date: string) => day.value.format(new Date(`${date}T00:00:00Z`)),
  };
}
