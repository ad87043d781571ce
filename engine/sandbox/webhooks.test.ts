import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Listener, startListener } from './listener.ts';
import { createTimers, type Timers } from './timers.ts';
import { createOutbox, type Letter, type Outbox, type OutboxOptions } from './webhooks.ts';

describe('the outbox', () => {
  let listener: Listener;
  let timers: Timers;
  let outbox: Outbox;

  const open = (options: Partial<OutboxOptions> = {}): Outbox =>
    createOutbox({ url: () => listener.url, timers, retryDelaysMs: [0, 0], limit: 10, ...options });
  const aLetter = (id: string): Letter => ({ id, type: id, body: JSON.stringify({ type: id }), headers: () => ({}) });
  const heard = (): string[] => listener.heard.map(({ type }) => type);

  beforeEach(async () => {
    listener = await startListener();
    timers = createTimers();
    outbox = open();
  });
  afterEach(async () => {
    outbox.close();
    timers.stop();
    await listener.stop();
  });

  it('delivers events in the order they were written', async () => {
    for (const id of ['a', 'b', 'c']) outbox.post(aLetter(id));
    await outbox.settled();
    expect(heard()).toEqual(['a', 'b', 'c']);
  });

  it('calls another address without a body, where a letter says so', async () => {
    const url = `${listener.url}?payment=p1`;
    outbox = open({ url: () => 'http://127.0.0.1:1/' });
    outbox.post({ id: 'a', type: 'a', method: 'GET', url, body: '', headers: () => ({}) });
    await outbox.settled();
    expect(listener.heard).toMatchObject([{ type: 'payment=p1', body: '' }]);
    expect(listener.heard[0]?.headers).not.toHaveProperty('content-type');
  });

  it('tries again when the hub refuses, and gives up after the last try', async () => {
    listener.answer = 503;
    outbox.post(aLetter('a'));
    await outbox.settled();
    expect(outbox.deliveries.map(({ attempt, outcome, status }) => [attempt, outcome, status])).toEqual([
      [1, 'refused', 503],
      [2, 'refused', 503],
      [3, 'refused', 503],
    ]);
  });

  it('takes a redirect for a refusal', async () => {
    listener.answer = 302;
    outbox.post(aLetter('a'));
    await outbox.settled();
    expect(outbox.deliveries.at(-1)?.outcome).toBe('refused');
  });

  it('tries again when nobody answers', async () => {
    outbox = open({ url: () => 'http://127.0.0.1:1/' });
    outbox.post(aLetter('a'));
    await outbox.settled();
    expect(outbox.deliveries.map(({ outcome }) => outcome)).toEqual(['unreachable', 'unreachable', 'unreachable']);
  });

  it('holds events back and releases them in any order', async () => {
    outbox.hold();
    for (const id of ['a', 'b', 'c']) outbox.post(aLetter(id));
    await outbox.settled();
    expect(heard()).toEqual([]);
    outbox.release((waiting) => waiting.toReversed());
    await outbox.settled();
    expect(heard()).toEqual(['c', 'b', 'a']);
  });

  it('loses what a release leaves out', async () => {
    outbox.hold();
    for (const id of ['a', 'b']) outbox.post(aLetter(id));
    outbox.release((waiting) => waiting.slice(1));
    await outbox.settled();
    expect(heard()).toEqual(['b']);
  });

  it('repeats an event it has sent, and refuses one it never wrote', async () => {
    outbox.post(aLetter('a'));
    await outbox.settled();
    outbox.repeat('a');
    await outbox.settled();
    expect(heard()).toEqual(['a', 'a']);
    expect(() => outbox.repeat('z')).toThrow(RangeError);
  });

  it('drops the oldest when too many wait', async () => {
    outbox = open({ limit: 2 });
    outbox.hold();
    for (const id of ['a', 'b', 'c']) outbox.post(aLetter(id));
    outbox.release();
    await outbox.settled();
    expect(heard()).toEqual(['b', 'c']);
    expect(outbox.deliveries[0]).toMatchObject({ eventId: 'a', outcome: 'dropped' });
  });
});
