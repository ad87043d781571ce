import { onScopeDispose } from 'vue';

/** Calls back when the person turns elsewhere, and when the line stands again: the moments not to wait any longer. */
export function whenLeaving(then: () => void): void {
  const hidden = (): void => void (document.visibilityState === 'hidden' && then());
  addEventListener('blur', then);
  addEventListener('online', then);
  document.addEventListener('visibilitychange', hidden);
  onScopeDispose(() => {
    removeEventListener('blur', then);
    removeEventListener('online', then);
    document.removeEventListener('visibilitychange', hidden);
  });
}
