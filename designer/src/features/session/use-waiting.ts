import { onScopeDispose, ref } from 'vue';

/** Counts the seconds down that the engine asks to wait. @param over when they have passed */
export function useWaiting(over: () => void) {
  const secondsLeft = ref(0);
  let clock: ReturnType<typeof setInterval> | undefined;
  onScopeDispose(() => clearInterval(clock));

  function waitFor(seconds: number): void {
    secondsLeft.value = seconds;
    clearInterval(clock);
    clock = setInterval(() => {
      secondsLeft.value -= 1;
      if (secondsLeft.value > 0) return;
      clearInterval(clock);
      over();
    }, 1000);
  }
  return { secondsLeft, waitFor };
}
