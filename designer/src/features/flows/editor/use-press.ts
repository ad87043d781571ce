import { onBeforeUnmount } from 'vue';

/**
 * Knows whether the mouse button or a finger is down anywhere on the page.
 * @param pressed called when it goes down
 * @returns `lifted` resolves at once while nothing is pressed, else after everything that the release leads to
 */
export function usePress(pressed: () => void = () => undefined): { lifted: () => Promise<void> } {
  const down = new Set<number>();
  let waiting: (() => void)[] = [];

  function release(): void {
    const [done, still] = [waiting, down.size > 0];
    if (still) return;
    waiting = [];
    for (const go of done) go();
  }
  function press({ button, pointerId }: PointerEvent): void {
    // The menu of the other buttons swallows their release.
    if (button !== 0) return;
    down.add(pointerId);
    pressed();
  }
  function lift({ pointerId }: PointerEvent): void {
    // What is let go is dropped first: by pointer, mouse and click events of the same moment.
    if (down.delete(pointerId) && !down.size) setTimeout(release);
  }
  function forget(): void {
    down.clear();
    release();
  }

  window.addEventListener('pointerdown', press, true);
  window.addEventListener('pointerup', lift, true);
  window.addEventListener('pointercancel', lift, true);
  window.addEventListener('blur', forget);
  onBeforeUnmount(() => {
    window.removeEventListener('pointerdown', press, true);
    window.removeEventListener('pointerup', lift, true);
    window.removeEventListener('pointercancel', lift, true);
    window.removeEventListener('blur', forget);
    forget();
  });

  return { lifted: () => (down.size ? new Promise((done) => waiting.push(done)) : Promise.resolve()) };
}
