import { onScopeDispose, readonly, ref } from 'vue';

/**
 * Follows a pointer that drags one of several rows up or down. The row goes to the place of the row whose middle the
 * pointer has passed; Escape leaves everything as it was.
 */
export function useDragToReorder(rows: () => HTMLElement[], move: (from: number, to: number) => void) {
  const dragged = ref<number>();
  const target = ref<number>();
  let stop: (() => void) | undefined;

  function placeAt(y: number, from: number): number {
    const middles = rows().map((row) => {
      const { top, height } = row.getBoundingClientRect();
      return top + height / 2;
    });
    const above = middles.filter((middle, at) => at !== from && middle < y).length;
    return Math.min(above, middles.length - 1);
  }

  function start(event: PointerEvent, from: number): void {
    if (event.button !== 0) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement | null)?.focus();
    dragged.value = target.value = from;
    const follow = ({ clientY }: PointerEvent): void => void (target.value = placeAt(clientY, from));
    const drop = (): void => {
      const to = target.value;
      stop?.();
      if (to !== undefined && to !== from) move(from, to);
    };
    const cancel = ({ key }: KeyboardEvent): void => void (key === 'Escape' && stop?.());
    const letGo = (): void => stop?.();
    stop = () => {
      removeEventListener('pointermove', follow);
      removeEventListener('pointerup', drop);
      removeEventListener('pointercancel', letGo);
      removeEventListener('keydown', cancel, true);
      dragged.value = target.value = undefined;
    };
    addEventListener('pointermove', follow);
    addEventListener('pointerup', drop);
    addEventListener('pointercancel', letGo);
    addEventListener('keydown', cancel, true);
  }
  onScopeDispose(() => stop?.());

  return { dragged: readonly(dragged), target: readonly(target), start };
}
