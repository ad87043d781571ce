import type { CheckoutPreviewRequest, CheckoutView, Problem } from '@pih/schemas/types';
import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { problemOf } from '../../api/index.ts';
import { useLive } from '../../live/index.ts';
import { previewCheckout } from './api.ts';

/** How long the form must be still before the page beside it follows. */
const pauseMs = 150;

/** A page is asked for anew so long before it expires, and at the soonest after so long: clocks may disagree. */
const aheadMs = 5_000;
const soonestMs = 30_000;
/** Browsers take a longer wait for none at all. */
const longestMs = 2 ** 31 - 1;
const waitFor = ({ expiresAt }: CheckoutView): number =>
  Math.min(longestMs, Math.max(soonestMs, Date.parse(expiresAt) - Date.now() - aheadMs));

/**
 * The view that the engine answers for what is asked, asked again when that changes or the view expires. The last good one stays while a newer
 * one is on its way, or cannot be had because the document does not fit its schema at the moment.
 */
export function useView(asked: MaybeRefOrGetter<CheckoutPreviewRequest | undefined>) {
  const view = shallowRef<CheckoutView>();
  const problem = shallowRef<Problem>();
  let underWay: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(request: CheckoutPreviewRequest): Promise<void> {
    underWay?.abort();
    const mine = (underWay = new AbortController());
    try {
      const answer = await previewCheckout(request, mine.signal);
      if (mine !== underWay) return;
      view.value = answer;
      problem.value = undefined;
      clearTimeout(timer);
      timer = setTimeout(retry, waitFor(answer));
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.value = problemOf(error);
    }
  }
  const stop = (): void => {
    clearTimeout(timer);
    underWay?.abort();
  };
  watch(
    () => toValue(asked),
    (request) => {
      clearTimeout(timer);
      if (request) timer = setTimeout(() => void ask(request), view.value ? pauseMs : 0);
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  const retry = (): void => {
    const request = toValue(asked);
    if (request) void ask(request);
  };
  // What could not be had while the connection was lost can be had now, without another change in the form.
  useLive({ missed: () => problem.value && retry() });
  return { view, problem, retry };
}
