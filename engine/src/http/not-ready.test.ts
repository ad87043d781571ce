import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { notReadyYet } from './not-ready.ts';

it('an engine that is still starting asks everybody to come again, in the form of every problem', async () => {
  const server = createServer(notReadyYet).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/v1/payments`, { method: 'POST', body: 'x'.repeat(100_000) });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toMatchObject({
      status: 503,
      type: expect.stringMatching(/\/not-ready-yet$/),
      instance: expect.stringMatching(/^req_/),
    });
  } finally {
    server.close();
  }
});
