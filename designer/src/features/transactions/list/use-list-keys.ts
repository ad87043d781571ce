import { useI18n } from 'vue-i18n';
import { useShortcuts } from '../../../frame/index.ts';

interface Means {
  /** The list is what one looks at, not kept behind an opened payment. */
  isInFront: () => boolean;
  isSomethingMarked: () => boolean;
  search: () => void;
  /** Leads the focus into the list. */
  enter: () => void;
  unmark: () => void;
}

/** The keys of the list. Those of its rows work once one has the focus, and are here for the help alone. */
export function useListKeys({ isInFront, isSomethingMarked, search, enter, unmark }: Means): void {
  const { t } = useI18n();
  useShortcuts(
    () => t('transactions.title'),
    () => [
      { keys: '/', label: t('transactions.keys.search'), run: search, when: isInFront },
      { keys: ['J', 'K', 'ArrowDown', 'ArrowUp'], label: t('transactions.keys.move'), run: enter, when: isInFront },
      { keys: 'Enter', label: t('transactions.keys.open') },
      { keys: ['X', ' '], label: t('transactions.keys.mark') },
      { keys: ['Shift+ArrowDown', 'Shift+ArrowUp'], label: t('transactions.keys.markOn') },
      { keys: 'Mod+A', label: t('transactions.keys.markAll') },
      {
        keys: 'Escape',
        label: t('transactions.keys.unmark'),
        run: unmark,
        when: () => isInFront() && isSomethingMarked(),
      },
    ],
  );
}
