import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { CheckoutView } from '@pih/schemas/types';
import { watchPayment, type CheckoutApi, type Failure } from '../api/index.ts';
import type { World } from '../world.ts';
import { screenOf } from './screen.ts';
import { secondsUntil } from './time-left.ts';

export type Page =
  { status: 'loading' } | { status: 'ready'; view: CheckoutView } | { status: 'failed'; failure: Failure };

/** Waits for something that may be cut off on the way, such as the words of a language. */
const succeeds = (task: Promise<void>): Promise<boolean> =>
  task.then(
    () => true,
    () => false,
  );

interface PageHooks {
  /** Called with the first view before it is shown: fetches what the page needs to look and speak right. */
  prepare: (view: CheckoutView) => Promise<void>;
  /** Called before a failure is shown. */
  onFailure: () => Promise<void>;
  /** While an attempt starts, the engine's news are of our own making; following them would pull the page away. */
  isBusy: () => boolean;
}

/**
 * Reads the payment, keeps it fresh while its state may change, and says which screen it calls for.
 */
export function usePage(api: CheckoutApi, world: World, { prepare, onFailure, isBusy }: PageHooks) {
  const page = shallowRef<Page>({ status: 'loading' });
  const now = shallowRef(world.now());
  /** The engine's clock minus ours: a shopper's clock that is wrong must not close the page early. */
  let aheadMs = 0;
  let reads = 0;

  async function read(): Promise<void> {
    const mine = ++reads;
    const answer = await api.read();
    if (mine !== reads) return;
    const shown = page.value;
    if (answer.ok) {
      if (answer.servedAt !== undefined) aheadMs = answer.servedAt - world.now();
      now.value = world.now() + aheadMs;
      if (shown.status === 'ready' || (await succeeds(prepare(answer.value))))
        page.value = { status: 'ready', view: answer.value };
      else page.value = { status: 'failed', failure: { kind: 'unreachable' } };
    } else if (shown.status !== 'ready') {
      await succeeds(onFailure());
      page.value = { status: 'failed', failure: answer.failure };
    }
    // A view that could not be read again stays as it was; the next look comes by itself.
  }

  async function retry(): Promise<void> {
    page.value = { status: 'loading' };
    await read();
  }

  const view = computed(() => (page.value.status === 'ready' ? page.value.view : undefined));
  const screen = computed(() => view.value && screenOf(view.value, now.value));
  const secondsLeft = computed(() =>
    view.value?.state === 'open' ? secondsUntil(view.value.expiresAt, now.value) : undefined,
  );

  const stopClock = world.every(1_000, () => {
    now.value = world.now() + aheadMs;
  });
  onScopeDispose(stopClock);

  // The engine has the last word on whether the link has closed.
  watch(screen, (shown) => {
    if (shown === 'expired' && view.value?.state === 'open') void read();
  });

  watch(
    () => view.value?.state,
    (state, _before, onCleanup) => {
      if (state !== 'open' && state !== 'pending') return;
      onCleanup(
        watchPayment(world, {
          eventsUrl: api.eventsUrl,
          state,
          byClock: state === 'pending',
          onNews: () => {
            if (!isBusy()) void read();
          },
        }),
      );
    },
  );

  void read();
  return { page, view, screen, secondsLeft, read, retry };
}
