import type { DemoOrder } from '@pih/schemas/types';
import { ask, type Answer } from '../api/index.ts';
import type { CreatedOrder, DemoOptions } from './options.ts';

const timeoutMs = 20_000;

/** What the demo shop asks of the engine; a real shop would call POST /v1/payments from its server instead. */
export const demoApi = (send: typeof fetch) => ({
  options: (): Promise<Answer<DemoOptions>> => ask(send, '/demo/options', { timeoutMs, cache: 'no-store' }),
  create: (order: DemoOrder): Promise<Answer<CreatedOrder>> =>
    ask(send, '/demo/orders', {
      timeoutMs,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    }),
});
