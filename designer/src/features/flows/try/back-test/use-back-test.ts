import type { BackTest, BackTestRequest, Problem } from '@pih/schemas/types';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { problemOf, type Loaded } from '../../../../api/index.ts';
import { cancelBackTest, listBackTests, readBackTest, restartBackTest, startBackTest } from '../api.ts';

/** How often is asked how far it is. */
const pollMs = 1000;

export const isUnderWay = ({ state }: BackTest): boolean => state === 'queued' || state === 'running';

/** The latest back-test of a flow: found again after the page was loaded anew, and followed while it runs. */
export function useBackTest(flow: string, active: () => boolean) {
  const latest = shallowRef<Loaded<BackTest | undefined>>({ status: 'loading' });
  /** What was refused just now. */
  const refused = shallowRef<Problem>();
  const isBusy = shallowRef(false);
  const test = computed(() => (latest.value.status === 'ready' ? latest.value.value : undefined));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isGone = false;

  const show = (value: BackTest | undefined): void => void (latest.value = { status: 'ready', value });

  async function load(): Promise<void> {
    latest.value = { status: 'loading' };
    try {
      const [newest] = await listBackTests(flow);
      show(newest);
    } catch (error) {
      latest.value = { status: 'failed', problem: problemOf(error) };
    }
  }

  async function poll(id: string): Promise<void> {
    try {
      const now = await readBackTest(id);
      if (!isGone && test.value?.id === id) show(now);
    } catch (error) {
      // It goes on without being watched; the next look may succeed.
      problemOf(error);
      if (!isGone && test.value?.id === id) show({ ...test.value });
    }
  }
  watch(test, (now) => {
    clearTimeout(timer);
    if (now && isUnderWay(now)) timer = setTimeout(() => void poll(now.id), pollMs);
  });
  onScopeDispose(() => {
    isGone = true;
    clearTimeout(timer);
  });
  watch(active, (isActive) => void (isActive && latest.value.status === 'loading' && load()), { immediate: true });

  /** Does something that answers how the back-test stands then. */
  async function act(action: () => Promise<BackTest>): Promise<void> {
    isBusy.value = true;
    refused.value = undefined;
    try {
      show(await action());
    } catch (error) {
      refused.value = problemOf(error);
    } finally {
      isBusy.value = false;
    }
  }

  return {
    latest,
    test,
    refused,
    isBusy,
    load,
    start: (request: BackTestRequest) => act(() => startBackTest(flow, request)),
    cancel: (id: string) => act(() => cancelBackTest(id)),
    restart: (id: string) => act(() => restartBackTest(id)),
  };
}
