import type { AttemptAnswer, AttemptRequest, CheckoutView } from '@pih/schemas/types';
import { ask, type Answer } from './answer.ts';

/** What the shopper's page asks of the engine. The token in the address is the permission. */
export interface CheckoutApi {
  readonly eventsUrl: string;
  read(): Promise<Answer<CheckoutView>>;
  /** @param key the name of this intention; sent again with the same key it is still one attempt */
  attempt(request: AttemptRequest, key: string): Promise<Answer<AttemptAnswer>>;
}

export function checkoutApi(token: string, send: typeof fetch): CheckoutApi {
  const base = `/v1/checkout/${encodeURIComponent(token)}`;
  return {
    eventsUrl: `${base}/events`,
    read: () => ask(send, base, { timeoutMs: 20_000, cache: 'no-store', headers: { accept: 'application/json' } }),
    attempt: (request, key) =>
      ask(send, `${base}/attempts`, {
        // The engine may try several providers in turn before it answers.
        timeoutMs: 60_000,
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key },
        body: JSON.stringify(request),
      }),
  };
}
