import type { MessagePreview, MessagePreviewRequest, Problem } from '@pih/schemas/types';
import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { problemOf } from '../../../api/index.ts';
import { previewMessage } from '../api.ts';

/** How long somebody must stop typing before the message follows. */
const pauseMs = 200;

/** The message that the engine writes for what is asked. The last good one stays while a newer one is on its way. */
export function useMessagePreview(asked: MaybeRefOrGetter<MessagePreviewRequest | undefined>) {
  const preview = shallowRef<MessagePreview>();
  const problem = shallowRef<Problem>();
  let underWay: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(request: MessagePreviewRequest): Promise<void> {
    underWay?.abort();
    const mine = (underWay = new AbortController());
    try {
      const answer = await previewMessage(request, mine.signal);
      if (mine !== underWay) return;
      preview.value = answer;
      problem.value = undefined;
    } catch (error) {
      if (!mine.signal.aborted) problem.value = problemOf(error);
    }
  }
  watch(
    () => JSON.stringify(toValue(asked)),
    () => {
      clearTimeout(timer);
      const request = toValue(asked);
      if (request) timer = setTimeout(() => void ask(request), preview.value ? pauseMs : 0);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    underWay?.abort();
  });
  return { preview, problem };
}
