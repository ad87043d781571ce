import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from '../testing/index.ts';
import { http, setCsrfToken, whenSignedOut } from './http.ts';
import { ProblemError } from './problem.ts';

const wire = vi.fn<typeof fetch>();
beforeEach(() => {
  wire.mockReset();
  vi.stubGlobal('fetch', wire);
  setCsrfToken('token');
});
afterEach(() => vi.unstubAllGlobals());

const headersOf = (call: number): Record<string, string> =>
  wire.mock.calls[call]?.[1]?.headers as Record<string, string>;
const failed = async (call: Promise<unknown>): Promise<ProblemError> => {
  const error = await call.catch((thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw new Error('expected a problem');
  return error;
};

it('sends the session’s token with every change, and only with changes', async () => {
  wire.mockImplementation(async () => answer({}));
  await http.get('/v1/payments', { query: { state: 'paid', cursor: undefined } });
  await http.post('/v1/payments/pay_01/cancel', { body: {}, idempotencyKey: 'key' });
  expect(wire.mock.calls[0]?.[0]).toBe('/v1/payments?state=paid');
  expect(headersOf(0)).not.toHaveProperty('X-CSRF-Token');
  expect(headersOf(1)).toMatchObject({ 'X-CSRF-Token': 'token', 'Idempotency-Key': 'key' });
});

describe('when it does not work', () => {
  it('gives the engine’s problem', async () => {
    wire.mockResolvedValue(
      answer({ type: 'https://x.example/problems/refund-too-large', title: 'Too large', status: 409, left: 5 }, 409),
    );
    const { problem } = await failed(http.post('/v1/payments/pay_01/refunds'));
    expect(problem).toMatchObject({ title: 'Too large', status: 409, left: 5 });
  });

  it('says that nobody is signed in any more', async () => {
    const signedOut = vi.fn();
    whenSignedOut(signedOut);
    wire.mockResolvedValue(
      answer({ type: 'https://x.example/problems/not-signed-in', title: 'Sign in', status: 401 }, 401),
    );
    await failed(http.get('/v1/payments'));
    expect(signedOut).toHaveBeenCalledOnce();
  });

  it('tells an engine that cannot be reached from one that refuses', async () => {
    wire.mockRejectedValue(new TypeError('Failed to fetch'));
    expect((await failed(http.get('/v1/payments'))).problem.type).toBe('unreachable');
    wire.mockResolvedValue(new Response('<html>Bad gateway</html>', { status: 502 }));
    expect((await failed(http.get('/v1/payments'))).problem).toMatchObject({ type: 'unreadable-answer', status: 502 });
  });

  it('carries how long to wait', async () => {
    const limited = answer({ type: 'https://x.example/problems/too-many-requests', title: 'Wait', status: 429 }, 429);
    limited.headers.set('Retry-After', '42');
    wire.mockResolvedValue(limited);
    expect((await failed(http.post('/v1/session'))).retryAfter).toBe(42);
  });
});
