import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { aLiveProvider } from '../a-provider.ts';
import { anAttempt } from '../an-attempt.ts';
import { loopback } from '../loopback.ts';
import { createConnector } from '../registry.ts';
import { guardedFetch, refusalIn } from './outbound.ts';

/** A name server that answers as the test says, one answer after the other. */
function names(...answers: string[][]): LookupFunction & { readonly asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (name, _options, done) => {
    asked.push(name);
    const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return Object.assign(lookup, { asked });
}

const refusal = (call: Promise<unknown>): Promise<string | undefined> =>
  call.then(
    () => undefined,
    (error: unknown) => refusalIn(error)?.message,
  );

const own = ['127.0.0.0/8'];

describe('the fetch for configured addresses', () => {
  it.each([
    ['decimal', 'http://2130706433/'],
    ['octal', 'http://0177.0.0.1/'],
    ['hexadecimal', 'http://0x7f.1/'],
    ['shortened', 'http://127.1/'],
    ['zero', 'http://0/'],
    ['full-width digits', 'http://１２７.０.０.１/'],
    ['IPv4 in IPv6', 'http://[::ffff:127.0.0.1]/'],
    ['IPv6 loopback', 'http://[::1]/'],
    ['a name of the own machine', 'http://localhost./'],
    ['a name below it', 'http://api.localhost/'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'],
    ['the metadata of a cloud by IPv6', 'http://[fd00:ec2::254]/'],
    ['a user name', 'https://key@8.8.8.8/'],
    ['a password', 'https://:hush@8.8.8.8/'],
    ['another protocol', 'file:///etc/passwd'],
    ['a blob', 'data:text/plain,hello'],
    ['no address at all', '/v1/payments'],
  ])('does not go to what is written as %s', async (_how, url) => {
    const lookup = names(['8.8.8.8']);
    expect(await refusal(guardedFetch([], lookup)(url))).toMatch(/^Its address /);
    expect(lookup.asked).toEqual([]);
  });

  it('does not go where a name leads into a private network', async () => {
    const call = guardedFetch([], names(['10.0.0.5', 'fd00::5']))('http://pay.example/');
    expect(await refusal(call)).toBe('pay.example leads to 10.0.0.5, fd00::5, which is not on the public internet');
  });

  it('connects to the very address that it checked, though the name leads elsewhere a moment later', async () => {
    await using provider = await loopback(() => ({ body: 'hello' }));
    await using inside = await loopback(() => ({ body: 'secrets' }));
    // The first answer may be reached, every other one may not: a name that is bound anew after the check.
    const rebinding = names(['127.0.0.1'], ['127.0.0.2']);
    const call = guardedFetch(['127.0.0.1'], rebinding);
    const at = ({ url }: { url: string }): string => url.replace('127.0.0.1', 'rebind.example');
    expect(await (await call(at(provider))).text()).toBe('hello');
    expect(rebinding.asked).toHaveLength(1); // had anybody looked again to connect, this would have led elsewhere
    expect(await refusal(call(at(inside)))).toContain('127.0.0.2');
    expect(inside.heard).toEqual([]);
  });

  it('takes of several addresses only those that it may', async () => {
    await using provider = await loopback(() => ({ body: 'hello' }));
    const { port } = new URL(provider.url);
    const lookup = names(['10.0.0.5', '127.0.0.1', 'fd00::5']);
    const answer = await guardedFetch(own, lookup)(`http://provider.example:${port}/`);
    expect(await answer.text()).toBe('hello');
    expect(provider.heard[0]?.headers['host']).toBe(`provider.example:${port}`);
  });

  it('reaches a terminal in the shop when the installation allows it', async () => {
    await using terminal = await loopback(() => ({ body: 'ready' }));
    expect(await (await guardedFetch(own)(terminal.url)).text()).toBe('ready');
    expect(await refusal(guardedFetch(['192.168.7.0/24'])(terminal.url))).toContain('127.0.0.1');
  });

  it('leaves Node’s own fetch as it is', async () => {
    await using provider = await loopback(({ body }) => ({ body }));
    const answer = await fetch(provider.url, { method: 'POST', body: 'four', headers: { 'content-length': '4' } });
    expect(await answer.text()).toBe('four');
  });

  it('keeps its connections, so that the next call needs no new one', async () => {
    await using provider = await loopback(({ headers }) => ({ body: String(headers['connection']) }));
    const call = guardedFetch(own);
    expect(guardedFetch([...own])).toBe(call);
    for (let time = 0; time < 3; time++) expect(await (await call(provider.url)).text()).toBe('keep-alive');
  });
});

describe('a connector', () => {
  const deps = { secret: () => 'hush', now: () => new Date() };
  it.each(['paypal', 'stripe'] as const)('of %s calls no private address, and says what to correct', async (id) => {
    await using inside = await loopback(() => ({ body: {} }));
    const connector = createConnector(aLiveProvider(inside.url, id), { ...deps, sandboxUrl: 'http://localhost:3001' });
    await expect(connector.create(anAttempt(), 'key')).rejects.toMatchObject({
      type: 'provider-not-ready',
      message: expect.stringMatching(/leads to 127\.0\.0\.1, which is not on the public internet\. Correct/) as string,
    });
    expect(inside.heard).toEqual([]);
  });

  it.each(['paypal', 'stripe'] as const)('of %s reaches what the installation allows', async (id) => {
    await using terminal = await loopback(() => ({ status: 503 }));
    const connector = createConnector(aLiveProvider(terminal.url, id), { ...deps, allowedAddresses: own });
    expect(await connector.create(anAttempt(), 'key')).toMatchObject({ kind: 'unknown' });
    expect(terminal.heard).toHaveLength(1);
  });

  it('is held to it in production even when its document says "simulator"', async () => {
    await using inside = await loopback(() => ({ body: {} }));
    const document = {
      ...aLiveProvider(inside.url),
      environment: 'simulator' as const,
      baseUrls: { simulator: inside.url },
    };
    const create = (sandboxUrl?: string) =>
      createConnector(document, { ...deps, ...(sandboxUrl && { sandboxUrl }) }).create(anAttempt(), 'key');
    await expect(create()).rejects.toMatchObject({ type: 'provider-not-ready' });
    expect(inside.heard).toEqual([]);
    await create('http://localhost:3001');
    expect(inside.heard).toHaveLength(1);
  });
});
