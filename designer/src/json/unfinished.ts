import { onScopeDispose, ref, type Ref } from 'vue';
import { matchedRouteKey, onBeforeRouteLeave } from 'vue-router';
import { inject } from 'vue';

/** Texts that could not be read when their editor was left, by document: another tab of the page is no reason to lose them. */
const kept = new Map<string, string>();

export const keptText = (document: string): string | undefined => kept.get(document);
export function keepText(document: string, text: string | undefined): void {
  if (text === undefined) kept.delete(document);
  else kept.set(document, text);
}

/** Asks before somebody goes away from a text that the document does not have. */
export function useLeaveQuestion(isUnfinished: () => boolean): {
  isAsking: Ref<boolean>;
  decide(leaves: boolean): void;
} {
  const isAsking = ref(false);
  let answer: ((leaves: boolean) => void) | undefined;
  // Outside of a page with an address of its own there is nowhere to go.
  if (inject(matchedRouteKey, undefined)) {
    onBeforeRouteLeave(() => {
      if (!isUnfinished()) return true;
      isAsking.value = true;
      return new Promise<boolean>((resolve) => (answer = resolve));
    });
  }
  const closing = (event: BeforeUnloadEvent): void => void (isUnfinished() && event.preventDefault());
  addEventListener('beforeunload', closing);
  onScopeDispose(() => removeEventListener('beforeunload', closing));
  return {
    isAsking,
    decide(leaves) {
      isAsking.value = false;
      answer?.(leaves);
      answer = undefined;
    },
  };
}
