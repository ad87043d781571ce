import type { Provider } from '@pih/schemas';
import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { aLiveProvider } from '../a-provider.ts';
import { anAttempt } from '../an-attempt.ts';
import { loopback } from '../loopback.ts';
import { createConnector, fetchFor } from '../registry.ts';
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

  /** A document of a simulator, wherever its author says that it runs. */
  const simulated = (address: string): Provider => ({
    ...aLiveProvider(address),
    environment: 'simulator',
    baseUrls: { simulator: address },
  });
  const called = (address: string, sandboxUrl?: string) =>
    createConnector(simulated(address), { ...deps, ...(sandboxUrl && { sandboxUrl }) }).create(anAttempt(), 'key');

  it('is held to it in production even when its document says "simulator"', async () => {
    await using inside = await loopback(() => ({ body: {} }));
    await expect(called(inside.url)).rejects.toMatchObject({ type: 'provider-not-ready' });
    expect(inside.heard).toEqual([]);
  });

  it('reaches the simulators where they run, by their own address only', async () => {
    await using sandbox = await loopback(() => ({ body: {} }));
    await called('{sandbox}/paypal', sandbox.url);
    await called(sandbox.url, `${sandbox.url}/`);
    expect(sandbox.heard.length).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['another port of this machine', (_sandbox: string, inside: string) => inside],
    ['the metadata of a cloud', () => 'http://169.254.169.254/latest/meta-data'],
    ['what stands behind a user name', (_: string, inside: string) => `{sandbox}@${new URL(inside).host}`],
    ['what stands behind a password', (_: string, inside: string) => inside.replace('//', '//somebody:hush@')],
    ['a user of the simulators', (sandbox: string) => sandbox.replace('//', '//somebody@')],
    ['another name of the simulators', (sandbox: string) => sandbox.replace('127.0.0.1', 'localhost')],
    ['a longer name', () => '{sandbox}.169.254.169.254.nip.io'],
    ['a longer port', () => '{sandbox}0'],
    ['a backslash', (_: string, inside: string) => `${inside}\\@{sandbox}`],
    ['another protocol', (sandbox: string) => sandbox.replace('http:', 'https:')],
  ])('of a simulator does not reach %s', async (_what, written) => {
    await using sandbox = await loopback(() => ({ body: {} }));
    await using inside = await loopback(() => ({ body: {} }));
    const outcome = await called(written(sandbox.url, inside.url), sandbox.url).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ type: 'provider-not-ready' });
    expect([...sandbox.heard, ...inside.heard]).toEqual([]);
  });

  it.each(['follow', 'manual'] as const)('goes nowhere that a simulator sends it, asked to %s', async (redirect) => {
    await using inside = await loopback(() => ({ body: 'secrets' }));
    await using sandbox = await loopback(() => ({ status: 307, headers: { location: inside.url } }));
    const reach = { simulator: sandbox.url, live: inside.url };
    for (const environment of ['simulator', 'live'] as const) {
      const call = fetchFor({ id: 'sample', environment }, { sandboxUrl: sandbox.url, allowedAddresses: [] });
      const answer = await call(reach[environment], { redirect }).catch(() => undefined);
      expect(answer?.status).toBe(environment === 'simulator' ? 307 : undefined);
    }
    expect(inside.heard).toEqual([]);
  });
});

it('the fetch for configured addresses follows no redirect to a private one that is written as a number', async () => {
  await using inside = await loopback(() => ({ body: 'secrets' }));
  await using provider = await loopback(() => ({ status: 302, headers: { location: inside.url } }));
  const answer = await guardedFetch(own)(provider.url, { redirect: 'follow' });
  expect([answer.status, inside.heard]).toEqual([302, []]);
});
