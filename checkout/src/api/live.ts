import type { World } from '../world.ts';

const fastMs = 4_000;
const slowMs = 20_000;

/**
 * Calls back when there may be news about a payment: at once when the engine sends some, otherwise by the clock. The
 * stream can be cut or held back by something between us and the engine, so the clock never stops, it only slows down.
 * @param given.state what the page shows now; messages that tell the same are no news
 * @param given.byClock whether to look without being told; worth it only while somebody waits for an outcome
 * @returns how to stop
 */
export function watchPayment(
  world: Pick<World, 'openEvents' | 'every' | 'now'>,
  given: { eventsUrl: string; state: string; byClock: boolean; onNews: () => void },
): () => void {
  let lastAskedAt = world.now();
  let streaming = false;
  const news = (): void => {
    lastAskedAt = world.now();
    given.onNews();
  };
  const closeStream = world.openEvents(given.eventsUrl, {
    onMessage(data) {
      streaming = true;
      if (stateIn(data) !== given.state) news();
    },
    onError() {
      streaming = false;
    },
  });
  const stopClock = world.every(1_000, () => {
    if (given.byClock && world.now() - lastAskedAt >= (streaming ? slowMs : fastMs)) news();
  });
  return () => {
    closeStream();
    stopClock();
  };
}

/** The state that a message tells; a message that cannot be read counts as news. */
function stateIn(data: string): unknown {
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null && 'state' in message ? message.state : undefined;
  } catch {
    return undefined;
  }
}
