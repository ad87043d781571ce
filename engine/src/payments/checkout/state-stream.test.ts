import type { Payment } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestHub, tokenOf, type TestHub } from '../../hub-for-tests.ts';

let hub: TestHub;
/** How many listen when no page is open. */
let usual: number;
beforeAll(async () => {
  hub = await startTestHub();
  usual = hub.app.payments.changes.listenerCount;
});
afterAll(() => hub.stop());

/** Listens as the shopper's page does; each call of `next` waits for one more state. */
async function listen(payment: Pick<Payment, 'checkoutUrl'>) {
  const leaving = new AbortController();
  const url = `${hub.url}/v1/checkout/${tokenOf(payment)}/events`;
  const answer = await fetch(url, { signal: leaving.signal });
  const reader = (answer.body ?? new ReadableStream<Uint8Array>()).getReader();
  let text = '';
  const next = async (): Promise<string> => {
    for (;;) {
      const message = /data: (\{.*\})\n\n/.exec(text);
      if (message?.[1]) {
        text = text.slice(message.index + message[0].length);
        return (JSON.parse(message[1]) as { state: string }).state;
      }
      const { value, done } = await reader.read();
      if (done) throw new Error('The stream ended');
      text += new TextDecoder().decode(value);
    }
  };
  return { answer, next, leave: () => leaving.abort() };
}

describe('the stream of states', () => {
  it('tells the present state at once, and then each change', async () => {
    const payment = await hub.order();
    const page = await listen(payment);
    expect(page.answer.headers.get('content-type')).toContain('text/event-stream');
    expect(page.answer.headers.get('cache-control')).toBe('no-store');
    expect(await page.next()).toBe('open');
    const hosted = await hub.choose(payment, 'card');
    expect(await page.next()).toBe('pending');
    await hub.onHostedPage(hosted, 'pay');
    expect(await page.next()).toBe('paid');
    page.leave();
  });

  it('tells nothing of a look that began before a change and ended after it', async () => {
    const payment = await hub.order();
    await hub.checkout(payment);
    const { payments } = hub.app.payments;
    let hosted = '';
    vi.spyOn(payments, 'get').mockImplementationOnce(async (id) => {
      const before = await payments.findOne({ _id: id });
      hosted = await hub.choose(payment, 'card');
      if (!before) throw new Error('The payment is gone');
      return before;
    });
    const page = await listen(payment);
    expect(await page.next()).toBe('pending');
    await hub.onHostedPage(hosted, 'pay');
    expect(await page.next()).toBe('paid');
    page.leave();
  });

  it('tells one payment nothing of another', async () => {
    const [mine, other] = [await hub.order(), await hub.order()];
    const page = await listen(mine);
    expect(await page.next()).toBe('open');
    await hub.ask('POST', `/v1/payments/${other.id}/cancel`, { body: {} });
    await hub.choose(mine, 'card');
    expect(await page.next()).toBe('pending');
    page.leave();
  });

  it('is forgotten when the page is closed', async () => {
    const { changes } = hub.app.payments;
    await expect.poll(() => changes.listenerCount).toBe(usual);
    const pages = await Promise.all(Array.from({ length: 5 }, async () => listen(await hub.order())));
    await Promise.all(pages.map(({ next }) => next()));
    expect(changes.listenerCount).toBe(usual + 5);
    for (const page of pages) page.leave();
    await expect.poll(() => changes.listenerCount).toBe(usual);
  });

  it('is refused to more pages than a shopper has open, until one is closed', async () => {
    const payment = await hub.order();
    const open = await Promise.all(Array.from({ length: 20 }, () => listen(payment)));
    const refused = await listen(payment);
    expect(refused.answer.status).toBe(429);
    expect((await listen(await hub.order())).answer.status).toBe(200);
    open[0]?.leave();
    await expect.poll(async () => (await listen(payment)).answer.status).toBe(200);
    for (const page of open) page.leave();
  });

  it('is not found with a wrong token', async () => {
    expect((await hub.ask('GET', `/v1/checkout/${'A'.repeat(43)}/events`, { key: null })).status).toBe(404);
  });
});
