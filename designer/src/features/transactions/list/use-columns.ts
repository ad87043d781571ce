import type { PaymentView } from '@pih/schemas/types';
import { computed, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { usePreferences } from '../../../preferences/index.ts';
import { useMedia } from '../../../ui/index.ts';
import { columnOf, knownColumns, usualColumns, type ColumnId, type PaymentColumn } from './columns.ts';

/** Screens from which more columns are shown by themselves, in pixels. */
const rooms = [1100, 1440, 1600];

/**
 * The columns of the list: those of the saved view that is open, else those that this person chose on this device, else
 * as many as there is room for. What is changed in a saved view holds until it is saved or left.
 */
export function useColumns(view: Ref<Pick<PaymentView, 'id' | 'columns'> | undefined>) {
  const { t } = useI18n();
  const preferences = usePreferences();
  const screens = rooms.map((room) => ({ room, fits: useMedia(`(min-width: ${room}px)`) }));
  const room = computed(() => screens.findLast(({ fits }) => fits.value)?.room ?? 0);
  const changed = shallowRef<{ view: string; columns: ColumnId[] }>();

  const ids = computed<readonly ColumnId[]>({
    get: () => {
      if (view.value && changed.value?.view === view.value.id) return changed.value.columns;
      if (view.value) return knownColumns(view.value.columns);
      return preferences.columns.length ? knownColumns(preferences.columns) : usualColumns(room.value);
    },
    set: (columns) => {
      if (view.value) changed.value = { view: view.value.id, columns: [...columns] };
      else preferences.columns = [...columns];
    },
  });
  const titleOf = (id: ColumnId): string => t(`transactions.columns.${id}`);
  return {
    ids,
    titleOf,
    shown: computed<PaymentColumn[]>(() =>
      ids.value.map((id) => columnOf(id, titleOf(id), preferences.columnWidths[id] ?? undefined)),
    ),
    /** Whether the open view was saved with other columns. */
    isChanged: computed(() => view.value !== undefined && ids.value.join() !== knownColumns(view.value.columns).join()),
    resize: (id: string, width: number): void =>
      void (preferences.columnWidths = { ...preferences.columnWidths, [id]: width }),
    /** As it was before anybody chose. */
    reset: (): void => {
      changed.value = undefined;
      preferences.columns = [];
      preferences.columnWidths = {};
    },
  };
}
