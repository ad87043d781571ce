import type { DocumentCheck, Kind } from '@pih/schemas/types';
import { onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue';
import { ProblemError } from '../../../api/index.ts';
import { checkDocument } from '../api.ts';
import type { Content } from '../model.ts';

const pauseMs = 300;

/** Asks the engine about the document a moment after each change. The latest question's answer counts, whichever comes last. */
export function useLiveCheck(kind: Kind, id: string, now: () => { document: Content; version: number }) {
  const check = shallowRef<DocumentCheck>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  async function ask(): Promise<void> {
    asking?.abort();
    const call = (asking = new AbortController());
    try {
      const answer = await checkDocument(kind, id, now(), call.signal);
      if (!call.signal.aborted) check.value = answer;
    } catch (error) {
      // Without an answer the last one stands; publishing asks again in any case.
      if (!call.signal.aborted && !(error instanceof ProblemError)) throw error;
    }
  }
  function stop(): void {
    clearTimeout(timer);
    asking?.abort();
  }

  watch(
    () => now().document,
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), pauseMs);
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return { check: shallowReadonly(check), ask };
}
