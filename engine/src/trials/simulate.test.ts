import type { Decision, Flow, Payment, Simulation } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../hub-for-tests.ts';

let hub: TestHub;
let operator: Ask;
beforeAll(async () => {
  hub = await startTestHub();
  operator = await hub.signIn();
});
afterAll(() => hub.stop());

const position = { x: 0, y: 0 };

/** Over an amount in EUR, PayPal is taken away again; below, both are offered. */
const drawn = (over: number): Flow => ({
  kind: 'flow',
  id: 'rosmarino',
  title: 'Rosmarino',
  nodes: [
    { id: 'start', type: 'start', position },
    {
      id: 'both',
      type: 'offer',
      position,
      data: {
        methods: [
          { method: 'card', providers: ['stripe'] },
          { method: 'paypal', providers: ['paypal'] },
        ],
      },
    },
    {
      id: 'large',
      type: 'condition',
      position,
      data: { when: { fact: 'amount', operator: 'greaterThan', value: { amount: over, currency: 'EUR' } } },
    },
    { id: 'no-paypal', type: 'hide', position, data: { methods: ['paypal'] } },
    { id: 'stop', type: 'stop', position },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'both' },
    { id: 'e2', source: 'both', target: 'large' },
    { id: 'e3', source: 'large', sourceHandle: 'yes', target: 'no-paypal' },
    { id: 'e4', source: 'large', sourceHandle: 'no', target: 'stop' },
    { id: 'e5', source: 'no-paypal', target: 'stop' },
  ],
});

const cart = (amount: number) => ({ amount: { amount, currency: 'EUR' }, currency: 'EUR', channel: 'web' });
const simulate = <Body = Simulation>(body: unknown, ask: Ask = operator) =>
  hub.ask<Body>('POST', '/v1/flows/simulate', { ...ask, body });

describe('a flow that is tried on a sample cart', () => {
  it('tells the way, what was compared there, what is offered and what took the rest away', async () => {
    const { status, body } = await simulate({ document: drawn(500_00), facts: cart(900_00) });
    expect(status).toBe(200);
    expect(body.decision.visited.map(({ node, exit }) => [node, exit])).toEqual([
      ['start', undefined],
      ['both', undefined],
      ['large', 'yes'],
      ['no-paypal', undefined],
      ['stop', undefined],
    ]);
    expect(body.decision.visited[2]?.because).toEqual([
      expect.objectContaining({ fact: 'amount', actual: { amount: 900_00, currency: 'EUR' }, held: true }),
    ]);
    expect(body.decision.offers.map(({ method }) => method)).toEqual(['card']);
    expect(body.decision.removed).toEqual([{ method: 'paypal', node: 'no-paypal', why: 'hidden' }]);
    expect(body.notShown).toContainEqual(
      expect.objectContaining({ method: 'paypal', why: 'hidden', nodes: ['no-paypal'] }),
    );
  });

  it('says what the flow alone offers, though the providers cannot take it', async () => {
    const facts = { amount: { amount: 10_00, currency: 'XOF' }, currency: 'XOF' };
    const { body } = await simulate({ document: drawn(500_00), facts });
    expect(body.proposed).toEqual(['card', 'paypal']);
    expect(body.decision.offers.map(({ method }) => method)).not.toContain('paypal');
    expect(body.notShown).toContainEqual(expect.objectContaining({ method: 'paypal', why: 'currency' }));
  });

  it('takes the same branch of a split for the same shopper, and stores nothing', async () => {
    const flow = drawn(500_00);
    flow.nodes.push({
      id: 'share',
      type: 'split',
      position,
      data: {
        branches: [
          { id: 'a', percent: 50 },
          { id: 'b', percent: 50 },
        ],
      },
    });
    flow.edges = [
      { id: 's1', source: 'start', target: 'share' },
      { id: 's2', source: 'share', sourceHandle: 'a', target: 'both' },
      { id: 's3', source: 'share', sourceHandle: 'b', target: 'large' },
      ...flow.edges.slice(1),
    ];
    const branch = async (shopper: string) => {
      const { body } = await simulate({ document: flow, facts: cart(10_00), shopper });
      return body.decision.visited.find(({ node }) => node === 'share')?.exit;
    };
    const seen = await Promise.all(Array.from({ length: 24 }, (_, at) => branch(`shopper ${at % 12}`)));
    expect(new Set(seen)).toEqual(new Set(['a', 'b']));
    expect(seen.slice(0, 12)).toEqual(seen.slice(12));
    expect((await hub.ask('GET', '/v1/config/flow/rosmarino', operator)).body['draft']).toBeNull();
  });

  it.each([
    ['a fact that there is not', { moon: 'full' }, '/facts/moon', 'unknownFact'],
    ['a value of another type', { channel: 3 }, '/facts/channel', 'value'],
    ['a value that the fact cannot have', { channel: 'pigeon' }, '/facts/channel', 'option'],
    ['a list that is none', { categories: 'food' }, '/facts/categories', 'value'],
    ['a time of day that is none', { timeOfDay: '25:00' }, '/facts/timeOfDay', 'value'],
  ])('refuses %s, naming the fact', async (_, facts, path, rule) => {
    const { status, body } = await simulate<{ errors: unknown }>({ document: drawn(1), facts });
    expect(status).toBe(400);
    expect(body.errors).toEqual([expect.objectContaining({ path, rule })]);
  });
});

describe('a draft that is not sound', () => {
  it('is refused with what is wrong, not with a fault of the engine', async () => {
    const broken = drawn(1);
    broken.edges = broken.edges.filter(({ id }) => id !== 'e4');
    const { status, body } = await simulate<{ type: string; errors: { node?: string }[] }>({
      document: broken,
      facts: cart(1_00),
    });
    expect(status).toBe(422);
    expect(body.type).toMatch(/flow-not-sound$/);
    expect(body.errors[0]).toMatchObject({ node: 'large' });
  });

  it.each([
    ['nothing like a flow', { kind: 'flow' }],
    [
      'a provider that does not carry the method',
      {
        ...drawn(1),
        nodes: [{ ...drawn(1).nodes[1], data: { methods: [{ method: 'card', providers: ['nobody'] }] } }],
      },
    ],
    [
      'a circle',
      { ...drawn(1), edges: [...drawn(1).edges.slice(0, 4), { id: 'e5', source: 'no-paypal', target: 'both' }] },
    ],
  ])('is refused when it is %s', async (_, document) => {
    const { status, body } = await simulate<{ errors: unknown[] }>({ document, facts: {} });
    expect(status).toBe(422);
    expect(body.errors.length).toBeGreaterThan(0);
  });

  it('may have test cases that fail: those keep it from being published, not from being tried', async () => {
    const document = { ...drawn(1), tests: [{ name: 'wrong', facts: { channel: 'web' }, expect: ['satispay'] }] };
    expect((await simulate({ document, facts: {} })).status).toBe(200);
  });
});

describe('a flow that is tried on a past payment', () => {
  it('gets the facts that were stored then', async () => {
    const order = await hub.order({ total: { amount: 700_00, currency: 'EUR' }, channel: 'app' });
    await hub.checkout(order);
    const { decision } = (await hub.ask<Payment & { decision: Decision }>('GET', `/v1/payments/${order.id}`)).body;
    const { body } = await simulate({ document: drawn(500_00), payment: order.id });
    expect(body.facts).toEqual(decision.facts);
    expect(body.decision.offers.map(({ method }) => method)).toEqual(['card']);
  });

  it('is refused for a payment that was never decided, and for none', async () => {
    const undecided = await hub.order();
    const answers = [
      await simulate({ document: drawn(1), payment: undecided.id }),
      await simulate({ document: drawn(1), payment: 'pay_01KAS2T3V4W5X6Y7Z8A9B0C1D2' }),
      await simulate({ document: drawn(1) }),
      await simulate({ document: drawn(1), facts: {}, payment: undecided.id }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 404, 400, 400]);
  });

  it('needs the permission to see payments; a cart does not', async () => {
    const mayConfigure = { key: null, ...(await configurer()) };
    expect((await simulate({ document: drawn(1), facts: {} }, mayConfigure)).status).toBe(200);
    const refused = await simulate<{ type: string; detail: string }>(
      { document: drawn(1), payment: 'pay_01KAS2T3V4W5X6Y7Z8A9B0C1D2' },
      mayConfigure,
    );
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toContain('payments.read');
  });
});

/** Somebody whose role lets them see configuration and no payments. */
async function configurer(): Promise<Pick<Ask, 'key'>> {
  const role = {
    ...{ kind: 'role' as const, id: 'designer', title: 'Designer' },
    grants: [{ actions: ['config.read'] }],
  };
  await hub.app.documents.seed(role, { type: 'system' });
  await hub.app.live.refresh();
  return { key: await hub.keyWith('designer') };
}
