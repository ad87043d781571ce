import {
  operatorsFor,
  scopeFacts,
  type Condition,
  type PaymentList,
  type PersonalField,
  type Role,
} from '@pih/schemas';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { questionOf } from '../rules/index.ts';
import { channels, type Asker, type Told } from './channels.ts';
import { markedPayments, type MarkedPayment } from './marked-payments.ts';

let hub: TestHub;
let payments: MarkedPayment[];

beforeAll(async () => {
  hub = await startTestHub();
  payments = await markedPayments(hub);
  await publishPool();
  // So that there are changed cases to be listed: by the other flow some would have been offered something else.
  const period = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
  const flow = structuredClone(
    hub.app.live.current.all('flow').find(({ document }) => document.id === 'rosmarino')?.document,
  );
  const document = {
    ...flow,
    tests: [],
    nodes: flow?.nodes.map((node) => (node.type === 'offer' ? withoutLast(node) : node)),
  };
  await hub.app.backTests.begin('rosmarino', { document, ...period }, { type: 'system' });
  await hub.app.backTests.idle();
}, 180_000);
afterAll(() => hub.stop());

const withoutLast = <Node extends { data: { methods: unknown[] } }>(node: Node): Node =>
  node.data.methods.length < 2 ? node : { ...node, data: { ...node.data, methods: node.data.methods.slice(0, -1) } };

const fields: readonly PersonalField[] = ['name', 'email', 'phone', 'address', 'taxId'];

/** Values that some of the payments have. */
const texts: Readonly<Record<string, readonly string[]>> = {
  method: ['card', 'paypal', 'satispay'],
  provider: ['stripe', 'paypal'],
  channel: ['web', 'phone'],
  brand: ['rosmarino', 'nordlicht'],
  country: ['IT', 'DE'],
  currency: ['EUR', 'USD'],
  state: ['paid', 'canceled', 'created', 'partially_refunded'],
  type: ['direct', 'link'],
};
const sum = fc.record({
  amount: fc.integer({ min: 1, max: 20 }).map((tens) => tens * 10_00),
  currency: fc.constantFrom('EUR', 'USD'),
});

const comparison: fc.Arbitrary<Condition> = fc.constantFrom(...scopeFacts).chain(({ id, type }) => {
  const single: fc.Arbitrary<unknown> = type === 'money' ? sum : fc.constantFrom(...(texts[id] ?? []));
  return fc.constantFrom(...operatorsFor[type]).chain((operator) => {
    if (operator === 'in' || operator === 'notIn')
      return made(id, operator, fc.array(single, { minLength: 1, maxLength: 2 }));
    return operator === 'between'
      ? made(id, operator, fc.tuple(eurUpTo(60_00), eurUpTo(120_00, 60_00)))
      : made(id, operator, single);
  });
});
const made = (fact: string, operator: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Condition> =>
  value.map((each) => ({ fact, operator, value: each }) as Condition);
const eurUpTo = (max: number, min = 1) => fc.record({ amount: fc.integer({ min, max }), currency: fc.constant('EUR') });

const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: comparison },
  { weight: 2, arbitrary: fc.array(comparison, { minLength: 1, maxLength: 3 }).map((all) => ({ all })) },
  { weight: 2, arbitrary: fc.array(comparison, { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
  { weight: 1, arbitrary: comparison.map((not) => ({ not })) },
);

/** Everybody may look at flows and documents and write notes, so that every channel is open to them. */
const besides: Role['grants'][number] = {
  actions: [
    'config.read',
    'payments.note',
    'payments.export',
    'audit.read',
    'audit.export',
    'messages.read',
    'invoices.read',
  ],
};

type Grants = Pick<Role, 'grants' | 'masked'>;
const roles: fc.Arbitrary<Grants> = fc
  .record({
    allowed: fc.array(fc.option(condition, { freq: 4, nil: undefined }), { minLength: 1, maxLength: 2 }),
    denied: fc.option(condition, { freq: 2, nil: undefined }),
    masked: fc.oneof(fc.constant([]), fc.subarray([...fields], { minLength: 1 })) as fc.Arbitrary<PersonalField[]>,
  })
  .map(({ allowed, denied, masked }) => ({
    grants: [
      besides,
      ...allowed.map((when) => ({ actions: ['payments.read'], ...(when && { when }) })),
      ...(denied ? [{ actions: ['payments.*'], effect: 'deny' as const, when: denied }] : []),
    ],
    ...(masked.length && { masked }),
  }));

/** Whether grants let a payment be read, by the rules engine itself and what an administrator sees of the payment. */
async function mayRead(grants: Role['grants'], { seen }: MarkedPayment): Promise<boolean> {
  const { method, provider, channel, brand, total, state, type, shopper } = seen;
  const facts = {
    method,
    provider,
    channel,
    brand,
    country: shopper.country,
    state,
    type,
    amount: total,
    currency: total.currency,
  };
  const known = Object.fromEntries(
    Object.entries(facts).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])),
  );
  const holds = async ({ when }: Role['grants'][number]) => !when || (await questionOf(when)(known)).held;
  const about = grants.filter(({ actions }) =>
    actions.some((action) => action === 'payments.read' || action === 'payments.*'),
  );
  const [allows, denies] = [
    about.filter(({ effect }) => effect !== 'deny'),
    about.filter(({ effect }) => effect === 'deny'),
  ];
  const anyOf = async (some: Role['grants']) => (await Promise.all(some.map(holds))).some(Boolean);
  return (await anyOf(allows)) && !(await anyOf(denies));
}

/** Roles of all sorts, published once; what somebody holds is a few of them. */
const pool: readonly Grants[] = fc.sample(roles, { numRuns: 16, seed: 11 });
const some = fc.subarray([...pool.keys()], { minLength: 1, maxLength: 3 });
const idOf = (index: number): string => `random-${index}`;

async function publishPool(): Promise<void> {
  const by = { type: 'system', name: 'a test' } as const;
  for (const [index, grants] of pool.entries()) {
    const id = idOf(index);
    const document = { kind: 'role', id, title: id, ...grants };
    const { version } = await hub.app.documents.saveDraft('role', id, document, 0, by);
    await hub.app.documents.publish('role', id, version, 'For a test', by);
  }
}

/** Somebody who holds some of the roles. */
interface Holder {
  key: string;
  outside: MarkedPayment[];
  inside: MarkedPayment[];
  masked: ReadonlySet<string>;
}

async function holderOf(indices: readonly number[]): Promise<Holder> {
  const held = indices.flatMap((index) => pool[index] ?? []);
  const grants = held.flatMap((role) => role.grants);
  const reads = await Promise.all(payments.map((payment) => mayRead(grants, payment)));
  return {
    key: await hub.keyWith(...indices.map(idOf)),
    inside: payments.filter((_payment, index) => reads[index]),
    outside: payments.filter((_payment, index) => !reads[index]),
    masked: new Set(held.flatMap(({ masked = [] }) => masked)),
  };
}

/** Asks through one channel, and keeps all that comes back. */
async function toldBy(name: string, key: string): Promise<Told[]> {
  const told: Told[] = [];
  const keep = async (method: string, path: string, body?: unknown) => {
    const { status, body: answer } = await hub.ask(method, path, { key, ...(body !== undefined && { body }) });
    told.push({ by: `${method} ${path}`, status, text: JSON.stringify(answer) });
  };
  const asker: Asker = {
    get: (path) => keep('GET', path),
    post: (path, body) => keep('POST', path, body),
    async download(path, { id, reference, secrets }) {
      const { status } = await hub.ask('GET', path, { key });
      const everything = status < 400 ? [id, reference, ...Object.values(secrets).flat()] : [];
      told.push({ by: `GET ${path}`, status, text: everything.join() });
    },
    hears: (each) => told.push(each),
    ...{ hub, key, payments },
  };
  await channels[name]?.(asker);
  return told;
}

/** What of somebody's answers they should not have been told. */
function leaksIn(told: readonly Told[], outside: readonly MarkedPayment[], masked: ReadonlySet<string>): string[] {
  const found = (where: Told, what: string) => `${where.by} (${where.status}) told ${what}`;
  return told.flatMap((answer) => [
    ...outside.flatMap(({ id, reference, secrets }) => {
      // Whoever asks for an id is told that there is no such payment, by the id that they sent.
      const texts = [...(answer.status >= 400 ? [] : [id]), reference, ...Object.values(secrets).flat()];
      return texts
        .filter((text) => answer.text.includes(text))
        .map((text) => found(answer, `${text} of a payment outside`));
    }),
    ...payments.flatMap(({ secrets }) =>
      fields
        .filter((field) => masked.has(field))
        .flatMap((field) => secrets[field])
        .filter((text) => answer.text.toLowerCase().includes(text.toLowerCase()))
        .map((text) => found(answer, `the masked ${text}`)),
    ),
  ]);
}

describe('whatever roles somebody holds', () => {
  it.each(Object.keys(channels))(
    'they are told by %s of no payment outside of their scope, and no masked field',
    async (channel) => {
      const seen = { inside: 0, outside: 0, masked: 0, told: 0 };
      await fc.assert(
        fc.asyncProperty(some, async (held) => {
          const { key, inside, outside, masked } = await holderOf(held);
          const told = await toldBy(channel, key);
          expect(leaksIn(told, outside, masked)).toEqual([]);
          seen.inside += inside.length;
          seen.outside += outside.length;
          seen.masked += masked.size;
          seen.told += told.filter(({ status, text }) => status < 300 && text.length > 60).length;
        }),
        { numRuns: 5, seed: 2, endOnFailure: true },
      );
      // Whoever is told nothing at all proves nothing.
      expect(
        Object.values(seen).every((count) => count > 0),
        JSON.stringify(seen),
      ).toBe(true);
    },
    120_000,
  );

  it('they are told of all that lies within', async () => {
    await fc.assert(
      fc.asyncProperty(some, async (held) => {
        const { key, inside } = await holderOf(held);
        const { status, body } = await hub.ask<PaymentList>('GET', '/v1/payments?limit=100&order=oldest', { key });
        const counted = await hub.ask<{ count: number }>('GET', '/v1/payments/count', { key });
        if (status === 403) return expect(inside).toEqual([]);
        expect(body.data.map(({ id }) => id)).toEqual(inside.map(({ id }) => id));
        expect(counted.body.count).toBe(inside.length);
      }),
      { numRuns: 40, seed: 7, endOnFailure: true },
    );
  }, 120_000);
});
