import { computed, nextTick, ref, watch, type Ref } from 'vue';

/** How far one press of Page Down goes. */
const pageOfRows = 10;

/** Where a key leads from a row, out of so many; undefined for keys that lead nowhere. */
function ledTo({ key, metaKey, ctrlKey, altKey }: KeyboardEvent, from: number, count: number): number | undefined {
  if (metaKey || ctrlKey || altKey) return undefined;
  const moves: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    j: from + 1,
    k: from - 1,
    PageDown: from + pageOfRows,
    PageUp: from - pageOfRows,
    Home: 0,
    End: count - 1,
  };
  const to = moves[key.length === 1 ? key.toLowerCase() : key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}

interface Rows {
  /** All rows, drawn or not. */
  ids: () => readonly string[];
  /** Those that are drawn now. */
  drawn: () => readonly string[];
  /** Brings a row into sight, so that it is drawn. */
  reveal: (index: number) => void;
}

/** One row of a table at a time takes the focus; keys move it. */
export function useRowFocus(frame: Ref<HTMLElement | null>, { ids, drawn, reveal }: Rows) {
  const focused = ref<string>();
  watch(
    () => ids().length,
    (length) => !length && (focused.value = undefined),
  );
  /** The row that Tab leads to: the last one that had the focus, or the first in sight. */
  const stop = computed(() => {
    const known = focused.value !== undefined && drawn().includes(focused.value);
    return known ? focused.value : drawn()[0];
  });

  async function focus(id: string): Promise<void> {
    focused.value = id;
    reveal(ids().indexOf(id));
    await nextTick();
    frame.value?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
  }

  return {
    focused,
    stop,
    focus,
    /** The row that a key leads to from another. */
    next: (event: KeyboardEvent, from: string): string | undefined => {
      const to = ledTo(event, ids().indexOf(from), ids().length);
      return to === undefined ? undefined : ids()[to];
    },
  };
}
