import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Column } from '../../ui/index.ts';

/** The columns of the list; the least telling ones are shown only where there is room. */
export function useColumns() {
  const { t } = useI18n();
  const column = (id: string, more: Omit<Column, 'id' | 'header'> = {}): Column => ({
    id,
    header: t(`transactions.columns.${id}`),
    ...more,
  });
  return computed<Column[]>(() => [
    column('state', { class: 'w-px' }),
    column('date'),
    column('reference'),
    column('amount', { align: 'end' }),
    column('method'),
    column('provider'),
    column('channel', { class: '@max-[48rem]:hidden' }),
    column('brand', { class: '@max-[60rem]:hidden' }),
    column('customer', { class: '@max-[76rem]:hidden' }),
    column('id', { class: '@max-[88rem]:hidden' }),
  ]);
}
