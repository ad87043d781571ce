import { bodyErrors, documentErrors, type Flow } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import * as build from './a-flow.ts';
import { aFlow, asking, eur, inARow, offer, start, stop } from './a-flow.ts';
import { compileFlow } from './compile.ts';
import { decide, type FlowDecision } from './decide.ts';
import type { Facts } from './facts.ts';
import { stickyKeyOf, type StickyKey } from './split.ts';

const at = new Date('2026-11-23T10:00:00Z');
const walk = (flow: Flow, facts: Facts = {}, stickyKey: StickyKey = { payment: 'pay_1' }): Promise<FlowDecision> =>
  decide(compileFlow(flow), facts, { revision: 3, at, stickyKey });
const offered = ({ offers }: FlowDecision) => offers.map(({ method }) => method);
const wayThrough = ({ visited }: FlowDecision) => visited.map(({ node, exit }) => (exit ? `${node}.${exit}` : node));

describe('a decision', () => {
  it('says which flow decided, when, on which facts, and by which way', async () => {
    const decision = await walk(inARow(offer('card', 'card')), { channel: 'web' });
    expect(decision).toEqual({
      flow: 'rosmarino',
      revision: 3,
      at: '2026-11-23T10:00:00.000Z',
      facts: { channel: 'web' },
      visited: [
        { node: 'start', type: 'start', because: [] },
        { node: 'card', type: 'offer', because: [] },
        { node: 'stop', type: 'stop', because: [] },
      ],
      offers: [{ method: 'card', providers: ['stripe'] }],
      removed: [],
      requirements: [],
    });
  });

  it('has the form that is published for decisions', async () => {
    const isDear = { fact: 'amount', operator: 'greaterThan', value: eur(1) } as const;
    const decision = await walk(asking({ any: [isDear, { not: isDear }] }), { amount: eur(2) });
    expect(bodyErrors('decision', { ...decision, fallback: false })).toEqual([]);
  });

  it('ends where a draft leads no further, and goes in no circle', async () => {
    expect(wayThrough(await walk(aFlow([start(), offer('card', 'card')], ['start > card'])))).toEqual([
      'start',
      'card',
    ]);
    expect(wayThrough(await walk(aFlow([offer('card', 'card')], [])))).toEqual([]);
    const circle = aFlow([start(), offer('a', 'card'), offer('b', 'card')], ['start > a', 'a > b', 'b > a']);
    expect(wayThrough(await walk(circle))).toEqual(['start', 'a', 'b']);
  });
});

describe('a condition node', () => {
  const flow = asking({ fact: 'channel', operator: 'equal', value: 'web' });
  it('is left by yes when it holds', async () => {
    const decision = await walk(flow, { channel: 'web' });
    expect(wayThrough(decision)).toEqual(['start', 'ask.yes', 'card', 'stop']);
    expect(decision.visited[1]?.because).toEqual([
      { fact: 'channel', operator: 'equal', value: 'web', actual: 'web', held: true },
    ]);
  });
  it('is left by no when it does not', async () => {
    expect(offered(await walk(flow, { channel: 'app' }))).toEqual(['paypal']);
    expect(offered(await walk(flow))).toEqual(['paypal']);
  });
});

describe('a switch', () => {
  const on = (fact: string) =>
    aFlow(
      [
        start(),
        build.switchOn('choose', fact, [
          { id: 'first', values: ['web', 'food', 1, true] },
          { id: 'second', values: ['app', 'oil'] },
        ]),
        offer('a', 'card'),
        offer('b', 'paypal'),
        offer('c', 'pos'),
        stop(),
      ],
      [
        'start > choose',
        'choose.first > a',
        'choose.second > b',
        'choose.otherwise > c',
        'a > stop',
        'b > stop',
        'c > stop',
      ],
    );

  it.each([
    ['a text', 'web', 'card'],
    ['a text of the second case', 'app', 'paypal'],
    ['a number', 1, 'card'],
    ['a truth value', true, 'card'],
    ['a number written as a text', '1', 'pos'],
    ['a value of no case', 'store', 'pos'],
    ['a list with a value of the second case', ['gifts', 'oil'], 'paypal'],
    ['a list with values of both cases', ['oil', 'food'], 'card'],
    ['an empty list', [], 'pos'],
  ])('sends %s its way', async (_what, value, method) => {
    expect(offered(await walk(on('custom.it'), { 'custom.it': value }))).toEqual([method]);
  });

  it('sends an absent fact the other way', async () => {
    expect(wayThrough(await walk(on('channel')))).toContain('choose.otherwise');
  });

  it('tells the cases it tried, up to the one that had the value', async () => {
    const { visited } = await walk(on('channel'), { channel: 'app' });
    expect(visited[1]?.because).toEqual([
      { fact: 'channel', operator: 'in', value: ['web', 'food', 1, true], actual: 'app', held: false },
      { fact: 'channel', operator: 'in', value: ['app', 'oil'], actual: 'app', held: true },
    ]);
  });
});

describe('a split', () => {
  const shared = (by?: 'shopper' | 'payment', id = 'half') =>
    compileFlow(
      aFlow(
        [start(), build.split(id, { small: 10, middle: 30, large: 60 }, by), stop()],
        ['start > ' + id, `${id}.small > stop`, `${id}.middle > stop`, `${id}.large > stop`],
      ),
    );
  const branch = async (flow: ReturnType<typeof shared>, stickyKey: StickyKey) =>
    (await decide(flow, {}, { revision: 1, at, stickyKey })).visited[1]?.exit;

  it('gives each branch its share of 10,000 shoppers, within 1.5 points', async () => {
    const flow = shared();
    const taken: Record<string, number> = {};
    for (let index = 0; index < 10_000; index += 1) {
      const way = (await branch(flow, { shopper: `shopper-${index}@example.com`, payment: 'pay_1' })) ?? 'none';
      taken[way] = (taken[way] ?? 0) + 1;
    }
    expect(Object.keys(taken).sort()).toEqual(['large', 'middle', 'small']);
    for (const [way, share] of Object.entries({ small: 10, middle: 30, large: 60 }))
      expect(Math.abs((taken[way] ?? 0) / 100 - share)).toBeLessThan(1.5);
  });

  it('sends the same shopper the same way with every payment', async () => {
    for (let index = 0; index < 50; index += 1) {
      const shopper = `c${index}`;
      const ways = new Set<string | undefined>();
      for (const payment of ['pay_1', 'pay_2', 'pay_3']) ways.add(await branch(shared(), { shopper, payment }));
      expect(ways.size).toBe(1);
    }
  });

  it('goes by the payment when it is told to, or when the shopper is not known', async () => {
    const payments = Array.from({ length: 40 }, (_, index) => `pay_${index}`);
    const ways = (flow: ReturnType<typeof shared>, shopper: { shopper?: string }) =>
      Promise.all(payments.map((payment) => branch(flow, { ...shopper, payment })));
    const known = await ways(shared('payment'), { shopper: 'c1' });
    expect(new Set(known).size).toBeGreaterThan(1);
    expect(await ways(shared(), {})).toEqual(known);
  });

  it('has nothing to do with what another split did', async () => {
    const keys = Array.from({ length: 60 }, (_, index) => ({ shopper: `c${index}`, payment: 'pay_1' }));
    const here = await Promise.all(keys.map((key) => branch(shared(), key)));
    const there = await Promise.all(keys.map((key) => branch(shared(undefined, 'other'), key)));
    expect(here).not.toEqual(there);
  });

  it('knows a shopper by customer number, or else by e-mail however it is written', () => {
    expect(stickyKeyOf({ reference: 'c1', email: 'a@b.it' }, 'pay_1')).toEqual({ shopper: 'c1', payment: 'pay_1' });
    expect(stickyKeyOf({ email: ' Anna@Example.com ' }, 'pay_1')).toEqual({
      shopper: 'anna@example.com',
      payment: 'pay_1',
    });
    expect(stickyKeyOf({}, 'pay_1')).toEqual({ payment: 'pay_1' });
  });
});

describe('offers', () => {
  const label = { en: 'Card' };
  const badge = { en: 'New' };

  it('keep the order of their providers, their label and their badge', async () => {
    const card = { method: 'card', providers: ['stripe', 'nexi'], label, badge };
    expect((await walk(inARow(offer('a', card, 'paypal')))).offers).toEqual([
      card,
      { method: 'paypal', providers: ['stripe'] },
    ]);
  });

  it('made twice keep their place and their words, and gain the new providers', async () => {
    const first = { method: 'card', providers: ['nexi', 'stripe'], label };
    const second = { method: 'card', providers: ['stripe', 'worldline'], label: { en: 'Credit card' }, badge };
    const { offers } = await walk(inARow(offer('a', first, 'paypal'), offer('b', second)));
    expect(offers[0]).toEqual({ method: 'card', providers: ['nexi', 'stripe', 'worldline'], label, badge });
  });

  it('are hidden, and the decision says where', async () => {
    const decision = await walk(inARow(offer('a', 'card', 'paypal'), build.hide('b', 'paypal', 'klarna')));
    expect(offered(decision)).toEqual(['card']);
    expect(decision.removed).toEqual([{ method: 'paypal', node: 'b', why: 'hidden' }]);
  });

  it('are hidden from there on only: made again later they stand, last', async () => {
    const decision = await walk(inARow(offer('a', 'paypal', 'card'), build.hide('b', 'paypal'), offer('c', 'paypal')));
    expect(offered(decision)).toEqual(['card', 'paypal']);
    expect(decision.removed).toEqual([]);
  });

  it('are put first in the order given, and the others follow as they were', async () => {
    const decision = await walk(
      inARow(offer('a', 'card', 'paypal', 'klarna', 'pos'), build.order('b', 'pos', 'x', 'paypal')),
    );
    expect(offered(decision)).toEqual(['pos', 'paypal', 'card', 'klarna']);
  });

  it('require what any node on the way requires, once', async () => {
    const { requirements } = await walk(
      inARow(build.require('a', 'email', 'name'), build.require('b', 'tax_id', 'email')),
    );
    expect(requirements).toEqual(['email', 'name', 'tax_id']);
  });
});

describe('decisions that overlap', () => {
  it('do not disturb each other, fast and slow ones together', async () => {
    const isWeb = { fact: 'channel', operator: 'equal', value: 'web' } as const;
    const fast = compileFlow(asking(isWeb));
    const slow = compileFlow(
      inARow(
        ...Array.from({ length: 40 }, (_, index) => offer(`o${index}`, `method-${index}`)),
        ...asking({ all: Array.from({ length: 60 }, () => ({ any: [isWeb, { not: isWeb }] })) }).nodes.slice(1, 2),
      ),
    );
    const facts = (index: number) => ({ channel: index % 2 ? 'web' : 'app', itemCount: index });
    const one = (index: number) =>
      decide(index % 3 ? fast : slow, facts(index), { revision: 1, at, stickyKey: { payment: `pay_${index}` } });
    const alone: FlowDecision[] = [];
    for (let index = 0; index < 60; index += 1) alone.push(await one(index));
    expect(await Promise.all(Array.from({ length: 60 }, (_, index) => one(index)))).toEqual(alone);
  });
});

describe('a shop with a bit of everything', () => {
  const pay = (method: string, ...providers: string[]) => ({ method, providers });
  const flow = aFlow(
    [
      start(),
      build.switchOn('where', 'channel', [{ id: 'store', values: ['store'] }]),
      offer('pos', pay('pos', 'worldline')),
      offer('base', pay('card', 'stripe', 'nexi'), pay('paypal', 'paypal')),
      build.condition('is-italian', { fact: 'country', operator: 'equal', value: 'IT' }, 'In Italy?'),
      offer('italian', pay('satispay', 'satispay'), pay('scalapay', 'scalapay')),
      build.condition('no-instalments', {
        any: [
          { fact: 'amount', operator: 'greaterThan', value: eur(1500_00) },
          { fact: 'categories', operator: 'contains', value: 'gift-cards' },
          { fact: 'customerType', operator: 'equal', value: 'business' },
        ],
      }),
      build.hide('hide-instalments', 'scalapay', 'klarna'),
      build.condition('is-business', { fact: 'customerType', operator: 'equal', value: 'business' }),
      build.require('tax', 'tax_id', 'billing_address'),
      offer('transfer', pay('bank-transfer', 'stripe')),
      build.order('business-order', 'bank-transfer'),
      stop(),
      build.note(),
    ],
    [
      ...['start > where', 'where.store > pos', 'pos > stop', 'where.otherwise > base', 'base > is-italian'],
      ...['is-italian.yes > italian', 'italian > no-instalments', 'is-italian.no > no-instalments'],
      ...['no-instalments.yes > hide-instalments', 'hide-instalments > is-business', 'no-instalments.no > is-business'],
      ...['is-business.yes > tax', 'tax > transfer', 'transfer > business-order', 'business-order > stop'],
      'is-business.no > stop',
    ],
  );

  it('is a valid document', () => {
    expect(documentErrors('flow', flow)).toEqual([]);
  });

  it('offers an Italian shopper instalments', async () => {
    const decision = await walk(flow, { channel: 'web', country: 'IT', amount: eur(119_90), categories: ['food'] });
    expect(offered(decision)).toEqual(['card', 'paypal', 'satispay', 'scalapay']);
  });

  it('offers no instalments for gift cards, and says that they were hidden and why', async () => {
    const decision = await walk(flow, {
      channel: 'web',
      country: 'IT',
      amount: eur(50_00),
      categories: ['gift-cards'],
    });
    expect(offered(decision)).toEqual(['card', 'paypal', 'satispay']);
    expect(decision.removed).toEqual([{ method: 'scalapay', node: 'hide-instalments', why: 'hidden' }]);
    const asked = decision.visited.find(({ node }) => node === 'no-instalments');
    expect(asked?.because.filter(({ held }) => held).map(({ fact }) => fact)).toEqual(['categories']);
  });

  it('offers a German business a transfer first, and asks for its tax number', async () => {
    const decision = await walk(flow, { channel: 'web', country: 'DE', amount: eur(50_00), customerType: 'business' });
    expect(offered(decision)).toEqual(['bank-transfer', 'card', 'paypal']);
    expect(decision.requirements).toEqual(['tax_id', 'billing_address']);
  });

  it('takes the card at the counter of a store', async () => {
    expect(wayThrough(await walk(flow, { channel: 'store' }))).toEqual(['start', 'where.store', 'pos', 'stop']);
  });
});
