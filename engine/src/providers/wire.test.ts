import { describe, expect, it } from 'vitest';
import { loopback } from './loopback.ts';
import { createWire } from './wire.ts';

const ask = (url: string) => ({ method: 'GET', url, headers: { authorization: 'Bearer secret' } });

describe('the wire', () => {
  it('follows no redirect, so that credentials stay with the provider', async () => {
    await using elsewhere = await loopback(() => ({ body: {} }));
    await using provider = await loopback(() => ({ status: 307, headers: { location: elsewhere.url } }));
    expect(await createWire({})(ask(provider.url))).toMatchObject({ status: 307 });
    expect(elsewhere.heard).toEqual([]);
  });

  it('gives up on an answer larger than it may be', async () => {
    await using provider = await loopback(() => ({ body: 'x'.repeat(1_001) }));
    await expect(createWire({ maxBytes: 1_000 })(ask(provider.url))).rejects.toMatchObject({
      because: 'unreadable_answer',
    });
    expect(await createWire({ maxBytes: 1_001 })(ask(provider.url))).toMatchObject({ status: 200 });
  });

  it('gives up on an answer that does not come in time', async () => {
    const never = new Promise<never>(() => undefined);
    await using provider = await loopback(() => never);
    await expect(createWire({ timeoutMs: 50 })(ask(provider.url))).rejects.toMatchObject({ because: 'timeout' });
  });

  it('says that an answer was lost when the line breaks after the question', async () => {
    const broken: typeof fetch = () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } }));
    await expect(createWire({ fetch: broken })(ask('http://localhost'))).rejects.toMatchObject({
      because: 'unreadable_answer',
    });
  });

  it('says that nothing happened when there is no such host', async () => {
    const cause = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    const lost: typeof fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    await expect(createWire({ fetch: lost })(ask('http://nowhere'))).rejects.toMatchObject({ because: 'unreachable' });
  });
});
