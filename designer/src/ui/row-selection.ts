import { computed, ref, type Ref } from 'vue';

/** Rows marked by hand: one at a time, or from the one that was marked last to another. */
export function useRowSelection(ids: () => readonly string[], selected: Ref<ReadonlySet<string>>) {
  /** Where the next range begins. */
  const anchor = ref<string>();

  const held = computed(() => ids().filter((id) => selected.value.has(id)).length);
  const state = computed<'none' | 'some' | 'all'>(() => {
    if (!held.value) return 'none';
    return held.value === ids().length ? 'all' : 'some';
  });

  function set(some: readonly string[], isOn: boolean): void {
    const next = new Set(selected.value);
    for (const id of some) {
      if (isOn) next.add(id);
      else next.delete(id);
    }
    selected.value = next;
  }

  function toggle(id: string): void {
    set([id], !selected.value.has(id));
    anchor.value = id;
  }

  /** All rows from one to another, whichever comes first. */
  function between(one: string, other: string): readonly string[] {
    const all = ids();
    const [from, to] = [all.indexOf(one), all.indexOf(other)];
    return from < 0 || to < 0 ? [other] : all.slice(Math.min(from, to), Math.max(from, to) + 1);
  }

  /** Marks all from the last one to this one, as the last one is marked. */
  function reach(id: string): void {
    const from = anchor.value ?? id;
    const isOn = anchor.value === undefined || selected.value.has(from);
    anchor.value = from;
    set(between(from, id), isOn);
  }

  /** Goes on from a row to the next: marks both, and whatever lies between the next and where the range began. */
  function goOn(from: string, to: string): void {
    if (anchor.value === undefined || !selected.value.has(from)) anchor.value = from;
    set(between(anchor.value, to), true);
  }

  return {
    state,
    toggle,
    reach,
    goOn,
    toggleAll: (): void => set(ids(), state.value !== 'all'),
  };
}
