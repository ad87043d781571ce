import { Shelf } from './shelf.ts';
import type { Timers } from './timers.ts';

/** One event on its way to the hub. */
export interface Letter {
  readonly id: string;
  readonly type: string;
  /** How it travels, where that is not a POST: a GET has no body. */
  readonly method?: 'GET';
  /** Where it goes, where that is not the one address of the hub. */
  readonly url?: string;
  /** The exact text that travels and that the signature covers. */
  readonly body: string;
  /** Headers for one try; asked anew for each, because signatures carry the time. */
  headers(): Record<string, string>;
}

/** What became of one try. `status` is the HTTP answer; absent when nobody answered or the letter was dropped. */
export interface Delivery {
  readonly eventId: string;
  readonly type: string;
  readonly attempt: number;
  readonly outcome: 'accepted' | 'refused' | 'unreachable' | 'dropped';
  readonly status?: number;
}

/** What a test may do with the post: stop it, reorder it, repeat it, wait for it. */
export interface WebhookControls {
  /** From now on letters wait. */
  hold(): void;
  /** Sends what waited, in the order the caller makes of it (default: as written); letters left out are lost. */
  release(arrange?: (waiting: readonly Letter[]) => readonly Letter[]): void;
  /** Sends an event again, as providers do now and then. @throws RangeError when it was never written. */
  repeat(eventId: string): void;
  /** Resolves once nothing is under way or due for another try. Held letters do not count. */
  settled(): Promise<void>;
  /** Every try so far, oldest first; only the latest thousand are kept. */
  readonly deliveries: readonly Delivery[];
}

export interface Outbox extends WebhookControls {
  /** Queues a letter; `copies` of it when the provider is to report twice. */
  post(letter: Letter, copies?: number): void;
  /** Abandons everything. */
  close(): void;
}

export interface OutboxOptions {
  readonly url: () => string;
  readonly timers: Timers;
  /** Pauses before the second, third… try. */
  readonly retryDelaysMs: readonly number[];
  /** How many letters may wait; beyond that the oldest is dropped. */
  readonly limit: number;
}

interface Try {
  readonly letter: Letter;
  readonly attempt: number;
}

const timeoutMs = 10_000;
const remembered = 1_000;

/**
 * Delivers events one at a time in the order they were written. A try that does not end in 2xx (a redirect counts as a
 * failure, as it does at Stripe and PayPal) is repeated after a pause, behind whatever was written meanwhile.
 */
export function createOutbox({ url, timers, retryDelaysMs, limit }: OutboxOptions): Outbox {
  const letters = new Shelf<Letter>(remembered);
  const deliveries: Delivery[] = [];
  const stopping = new AbortController();
  let queue: Try[] = [];
  let onHold = false;
  let sending = false;
  let dueAgain = 0;
  let onSettled: (() => void)[] = [];

  const isSettled = (): boolean => !sending && dueAgain === 0 && (onHold || queue.length === 0);

  const tellWhoWaits = (): void => {
    if (!isSettled()) return;
    const waiting = onSettled;
    onSettled = [];
    for (const tell of waiting) tell();
  };

  const record = (delivery: Delivery): void => {
    deliveries.push(delivery);
    if (deliveries.length > remembered) deliveries.shift();
  };

  const enqueue = (next: Try): void => {
    queue.push(next);
    if (queue.length <= limit) return;
    const dropped = queue.shift();
    if (dropped) {
      record({
        eventId: dropped.letter.id,
        type: dropped.letter.type,
        attempt: dropped.attempt,
        outcome: 'dropped',
      });
    }
  };

  const planAnotherTry = ({ letter, attempt }: Try): void => {
    const pause = retryDelaysMs[attempt - 1];
    if (pause === undefined || stopping.signal.aborted) return;
    dueAgain += 1;
    timers.after(pause, () => {
      dueAgain -= 1;
      enqueue({ letter, attempt: attempt + 1 });
      void send();
    });
  };

  const deliver = async (current: Try): Promise<void> => {
    const status = await postTo(url, current.letter, stopping.signal);
    const outcome = status === undefined ? 'unreachable' : status >= 200 && status < 300 ? 'accepted' : 'refused';
    const { letter, attempt } = current;
    record({ eventId: letter.id, type: letter.type, attempt, outcome, ...(status !== undefined && { status }) });
    if (outcome !== 'accepted') planAnotherTry(current);
  };

  const send = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    while (!onHold && !stopping.signal.aborted) {
      const next = queue.shift();
      if (!next) break;
      await deliver(next);
    }
    sending = false;
    tellWhoWaits();
  };

  return {
    deliveries,
    post(letter, copies = 1) {
      letters.put(letter.id, letter);
      for (let copy = 0; copy < copies; copy += 1) enqueue({ letter, attempt: 1 });
      void send();
    },
    hold() {
      onHold = true;
    },
    release(arrange = (waiting) => waiting) {
      queue = arrange(queue.map(({ letter }) => letter)).map((letter) => ({ letter, attempt: 1 }));
      onHold = false;
      void send();
    },
    repeat(eventId) {
      const letter = letters.get(eventId);
      if (!letter) throw new RangeError(`No event ${eventId} was written.`);
      enqueue({ letter, attempt: 1 });
      void send();
    },
    settled: () =>
      new Promise((resolve) => {
        onSettled.push(resolve);
        tellWhoWaits();
      }),
    close() {
      stopping.abort();
      queue = [];
      dueAgain = 0;
      tellWhoWaits();
    },
  };
}

/** One try. Answers the HTTP status, or nothing when nobody could be reached in time. */
async function postTo(url: () => string, letter: Letter, stopping: AbortSignal): Promise<number | undefined> {
  try {
    const isPost = letter.method === undefined;
    const answer = await fetch(letter.url ?? url(), {
      method: letter.method ?? 'POST',
      headers: { ...(isPost && { 'content-type': 'application/json' }), ...letter.headers() },
      ...(isPost && { body: letter.body }),
      redirect: 'manual',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    // Not reached, too slow, or stopped: whatever it was, the hub has not accepted the event.
    return undefined;
  }
}
