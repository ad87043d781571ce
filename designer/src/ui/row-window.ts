import { computed, onScopeDispose, ref, watch, type Ref } from 'vue';

/** Rows that are drawn beyond what is in sight, so that fast scrolling meets no gaps. */
const beyond = 12;
/** Taken for the height of a frame that nobody has measured yet. */
const usualHeight = 800;

/**
 * Which of many rows of one height are worth drawing: those in sight and some around them. The rest is blank space of the
 * same height, so that a list of tens of thousands scrolls like a short one.
 * @param isOn while it is off, all rows are drawn
 */
export function useRowWindow(frame: Ref<HTMLElement | null>, count: () => number, isOn: () => boolean) {
  const top = ref(0);
  const height = ref(usualHeight);
  /** Of one row, in pixels, as it was drawn. */
  const rowHeight = ref(40);

  function measure(): void {
    const element = frame.value;
    if (!element) return;
    height.value = element.clientHeight || usualHeight;
    rowHeight.value = element.querySelector<HTMLElement>('tr[data-row]')?.offsetHeight || rowHeight.value;
  }
  const observer = new ResizeObserver(measure);
  watch(frame, (element, before) => {
    if (before) observer.unobserve(before);
    if (element) observer.observe(element);
  });
  onScopeDispose(() => observer.disconnect());

  const range = computed(() => {
    if (!isOn()) return { from: 0, to: count() };
    const from = Math.max(0, Math.floor(top.value / rowHeight.value) - beyond);
    return { from, to: Math.min(count(), from + Math.ceil(height.value / rowHeight.value) + 2 * beyond) };
  });

  return {
    range,
    /** Heights of what is not drawn, in pixels. */
    before: computed(() => range.value.from * rowHeight.value),
    behind: computed(() => (count() - range.value.to) * rowHeight.value),
    measure,
    scrolled: (to: number): void => void (top.value = to),
    /** Brings a row into sight, under the heading that sticks to the top. */
    reveal(index: number): void {
      const element = frame.value;
      if (!element || !isOn()) return;
      const heading = element.querySelector<HTMLElement>('thead')?.offsetHeight ?? 0;
      const start = index * rowHeight.value;
      const end = start + rowHeight.value + heading;
      if (start < element.scrollTop) element.scrollTop = start;
      else if (end > element.scrollTop + height.value) element.scrollTop = end - height.value;
      top.value = element.scrollTop;
    },
  };
}
