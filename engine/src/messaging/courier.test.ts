import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../log.ts';
import { openStore, type Store } from '../store/index.ts';
import { Courier, type CourierDependencies } from './courier.ts';
import { messageModel, type MessageModel, type StoredMessage } from './model.ts';
import type { Delivery, Transport } from './transports/transport.ts';

let folder: string;
let store: Store;
let model: MessageModel;
let now: Date;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-courier-'));
  store = await openStore({ folder, durable: false });
  model = messageModel(store.connection);
  await model.createIndexes();
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  now = new Date('2026-03-12T09:30:00Z');
  await model.deleteMany({});
});
const pass = (ms: number) => void (now = new Date(now.getTime() + ms));
const minute = 60_000;

async function aMessage(about: Partial<StoredMessage> = {}): Promise<StoredMessage> {
  const message: StoredMessage = {
    ...{ _id: 'msg_1', key: 'k1', purpose: 'event', title: 'Paid', channel: 'email', form: 'email', state: 'waiting' },
    ...{ to: 'a@example.com', language: 'en', text: 'Hi', attachments: [], tries: 0, history: [] },
    ...{ createdAt: now, since: now, dueAt: now },
    ...about,
  } as StoredMessage;
  await model.create(message);
  return message;
}

/** A transport that answers what a test says, and remembers what it was given. */
function aTransport(answers: (Delivery | 'hangs')[], isRepeatable = false) {
  const sent: string[] = [];
  const transport: Transport = {
    via: 'smtp',
    isRepeatable,
    async send({ message }, begin) {
      await begin();
      sent.push(message._id);
      const answer = answers.shift() ?? { kind: 'sent' };
      if (answer === 'hangs') return new Promise<never>(() => undefined);
      return answer;
    },
  };
  return { sent, transport };
}

function aCourier(transport: Transport | string, more: Partial<CourierDependencies> = {}) {
  const settled: StoredMessage[] = [];
  const courier = new Courier({
    model,
    now: () => now,
    log: createLog('silent'),
    random: () => 0.5,
    transportOf: () => transport,
    letterOf: (message) => Promise.resolve({ message, from: { name: 'R', address: 'r@example.com' }, attachments: [] }),
    settled: (message) => Promise.resolve(void settled.push(message)),
    ...more,
  });
  return { courier, settled };
}
const found = async () => (await model.findById('msg_1').lean<StoredMessage>()) ?? expect.fail('it is gone');
const postponed = { kind: 'postponed', because: '451 busy' } as const;
const unknown = { kind: 'unknown', because: 'Connection closed' } as const;

describe('a message', () => {
  it('is brought once, however many nodes look for it', async () => {
    await aMessage();
    const { sent, transport } = aTransport([]);
    await Promise.all([1, 2, 3].map(() => aCourier(transport).courier.run()));
    expect(sent).toEqual(['msg_1']);
    expect(await found()).toMatchObject({ state: 'sent', via: 'smtp', tries: 1, sentAt: now });
  });

  it('that cannot leave now is tried after a minute, two, four…, and given up after a day', async () => {
    await aMessage();
    const { sent, transport } = aTransport(Array.from({ length: 50 }, () => postponed));
    const { courier } = aCourier(transport);
    await courier.run();
    pass(minute - 1);
    await courier.run();
    expect(sent).toHaveLength(1);
    const pauses: number[] = [];
    for (let left = 40; left > 0; left -= 1) {
      const { dueAt } = await found();
      if (!dueAt) break;
      pauses.push(Math.round((dueAt.getTime() - now.getTime()) / minute));
      now = dueAt;
      await courier.run();
    }
    expect(pauses.slice(1, 9)).toEqual([2, 4, 8, 16, 32, 64, 120, 120]);
    expect(await found()).toMatchObject({ state: 'given_up', because: '451 busy' });
    expect(now.getTime() - Date.parse('2026-03-12T09:30:00Z')).toBeLessThanOrEqual(24 * 60 * minute);
  });

  it('waits while its channel is not in use or its sender is not known', async () => {
    await aMessage();
    await aCourier('the channel "email" is not in use').courier.run();
    expect(await found()).toMatchObject({ state: 'waiting', because: 'the channel "email" is not in use' });
  });

  it('whose answer was lost is in doubt, and never sent again by itself', async () => {
    await aMessage();
    const { sent, transport } = aTransport([unknown]);
    const { courier, settled } = aCourier(transport);
    await courier.run();
    pass(48 * 60 * minute);
    await courier.run();
    expect([sent.length, (await found()).state, settled.length]).toEqual([1, 'uncertain', 1]);
  });

  it('whose answer was lost is sent again where the other side can tell a repetition', async () => {
    await aMessage();
    const { sent, transport } = aTransport([unknown], true);
    const { courier } = aCourier(transport);
    await courier.run();
    pass(2 * minute);
    await courier.run();
    expect([sent.length, (await found()).state]).toEqual([2, 'sent']);
  });
});

describe('after a node was killed', () => {
  /** Another node has taken it and is gone. */
  const left = (about: Partial<StoredMessage> = {}) =>
    aMessage({ owner: 'gone', dueAt: new Date(+now + 90_000), ...about });

  it('a message that it had not begun to hand over is sent', async () => {
    await left();
    const { sent, transport } = aTransport([]);
    const { courier } = aCourier(transport);
    await courier.run();
    expect(sent).toEqual([]);
    pass(91_000);
    await courier.run();
    expect([sent, (await found()).state]).toEqual([['msg_1'], 'sent']);
  });

  it('it is sent at once by a node that is alone', async () => {
    await left();
    const { sent, transport } = aTransport([]);
    const { courier } = aCourier(transport);
    courier.start(true);
    await courier.run();
    await courier.stop();
    expect([sent, (await found()).state]).toEqual([['msg_1'], 'sent']);
  });

  it('a mail that it was handing over is in doubt', async () => {
    await left({ handedOverAt: now });
    const { sent, transport } = aTransport([]);
    pass(91_000);
    await aCourier(transport).courier.run();
    expect(sent).toEqual([]);
    expect(await found()).toMatchObject({ state: 'uncertain', because: 'interrupted' });
  });

  it('the payment is told of what had become of a message', async () => {
    const payment = { id: 'pay_1', reference: 'A', brand: 'b' };
    await aMessage({ state: 'sent', payment, noteDueAt: now });
    await model.updateOne({ _id: 'msg_1' }, { $unset: { dueAt: 1 } });
    pass(2 * minute);
    const { courier, settled } = aCourier('none');
    await courier.run();
    await courier.run();
    expect(settled.map(({ _id }) => _id)).toEqual(['msg_1']);
  });

  it('its late hand over is not begun any more once another node has the message', async () => {
    await aMessage();
    const { sent, transport } = aTransport([]);
    const slow = aCourier(transport, {
      letterOf: async (message) => {
        await model.updateOne({ _id: message._id }, { $set: { owner: 'another' } });
        return { message, from: { name: 'R', address: 'r@example.com' }, attachments: [] };
      },
    });
    await slow.courier.run();
    expect(sent).toEqual([]);
    expect(await found()).toMatchObject({ state: 'waiting', owner: 'another', tries: 0 });
  });
});
