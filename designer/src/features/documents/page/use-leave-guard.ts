import { onScopeDispose, ref } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized } from 'vue-router';
import type { DraftControl } from '../draft/draft-control.ts';

/**
 * Keeps somebody from walking away from changes that the engine does not have. What can be saved is saved first; only
 * what cannot be is asked about.
 */
export function useLeaveGuard(draft: DraftControl) {
  const isAsking = ref(false);
  let answer: ((leaves: boolean) => void) | undefined;
  const isUnsaved = (): boolean => draft.saving.value.status !== 'saved';

  async function mayLeave(): Promise<boolean> {
    if (!isUnsaved()) return true;
    await draft.save();
    if (!isUnsaved()) return true;
    isAsking.value = true;
    return new Promise((resolve) => (answer = resolve));
  }
  onBeforeRouteLeave(mayLeave);
  onBeforeRouteUpdate((to: RouteLocationNormalized, from: RouteLocationNormalized) =>
    to.params['id'] === from.params['id'] ? true : mayLeave(),
  );

  // The browser asks in its own words; all we can say is that it should.
  const closing = (event: BeforeUnloadEvent): void => void (isUnsaved() && event.preventDefault());
  addEventListener('beforeunload', closing);
  onScopeDispose(() => removeEventListener('beforeunload', closing));

  return {
    isAsking,
    decide(leaves: boolean): void {
      isAsking.value = false;
      answer?.(leaves);
      answer = undefined;
    },
  };
}
