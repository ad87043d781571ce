import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFlow, condition, eur, hide, inARow, offer, start, stop, switchOn } from './a-flow.ts';
import { compileFlow } from './compile.ts';
import { decideOffers, previewOffers, type OffersQuestion } from './decide-offers.ts';
import { explain } from './explain.ts';
import type { CarryingProvider } from './providers.ts';
import { flows, partlyLate, stickyKeys } from './random-for-tests.ts';

const carrier = (id: string, ...methods: CarryingProvider['methods']): [string, CarryingProvider] => [
  id,
  { id, methods },
];
const carries = (method: string, terms: Partial<CarryingProvider['methods'][number]> = {}) => ({
  ...{ method, title: { en: method }, mark: { color: '#000000' } },
  ...terms,
});

const isItalian = { fact: 'country', operator: 'equal', value: 'IT' } as const;
const isWeb = { fact: 'channel', operator: 'equal', value: 'web' } as const;

const flow = aFlow(
  [
    ...[start(), switchOn('where', 'channel', [{ id: 'store', values: ['store'] }]), offer('counter', 'pos')],
    ...[offer('base', 'card', 'paypal', { method: 'klarna', providers: ['stripe', 'adyen'] })],
    ...[condition('italian', isItalian), offer('satispay', 'satispay'), hide('no-paypal', 'paypal'), stop()],
  ],
  [
    ...['start > where', 'where.store > counter', 'counter > stop', 'where.otherwise > base', 'base > italian'],
    ...['italian.yes > satispay', 'satispay > stop', 'italian.no > no-paypal', 'no-paypal > stop'],
  ],
);
const limits = [{ maximum: eur(100_00) }];
const asked = (about: Partial<OffersQuestion> = {}): OffersQuestion => ({
  flow: compileFlow(flow),
  facts: { channel: 'web', country: 'DE', amount: eur(200_00) },
  providers: new Map([
    carrier('stripe', carries('card'), carries('paypal'), carries('klarna', { limits }), carries('sepa')),
    carrier('adyen', carries('klarna', { countries: ['SE'] })),
  ]),
  settings: {},
  ...{ revision: 1, at: new Date('2026-11-23T10:00:00Z'), stickyKey: { payment: 'pay_1' } },
  ...about,
});

describe('an explanation', () => {
  it('tells of every node of the flow whether it was reached, and what is compared there', async () => {
    const { nodes } = await explain(asked());
    expect(nodes).toEqual([
      { node: 'start', type: 'start', reached: true, because: [] },
      {
        ...{ node: 'where', type: 'switch', reached: true, exit: 'otherwise' },
        because: [{ fact: 'channel', operator: 'in', value: ['store'], actual: 'web', held: false }],
      },
      { node: 'counter', type: 'offer', reached: false, because: [] },
      { node: 'base', type: 'offer', reached: true, because: [] },
      {
        ...{ node: 'italian', type: 'condition', reached: true, exit: 'no' },
        because: [{ ...isItalian, actual: 'DE', held: false }],
      },
      { node: 'satispay', type: 'offer', reached: false, because: [] },
      { node: 'no-paypal', type: 'hide', reached: true, because: [] },
      { node: 'stop', type: 'stop', reached: true, because: [] },
    ]);
  });

  it('tells of a condition that was not reached what it would have found', async () => {
    const { nodes } = await explain(asked({ facts: { channel: 'store', country: 'IT' } }));
    expect(nodes.find(({ node }) => node === 'italian')).toEqual({
      ...{ node: 'italian', type: 'condition', reached: false, exit: 'yes' },
      because: [{ ...isItalian, actual: 'IT', held: true }],
    });
  });

  it('tells of every method that is missing what removed it, or that nothing offered it', async () => {
    const { decision, notShown } = await explain(asked());
    expect(decision.offers.map(({ method }) => method)).toEqual(['card']);
    expect(notShown).toEqual([
      { method: 'pos', why: 'not_offered', nodes: ['counter'], providers: [] },
      { method: 'paypal', why: 'hidden', nodes: ['no-paypal'], providers: [] },
      {
        ...{ method: 'klarna', why: 'limits', nodes: [] },
        providers: [
          { provider: 'stripe', why: 'limits', limits },
          { provider: 'adyen', why: 'country' },
        ],
      },
      { method: 'satispay', why: 'not_offered', nodes: ['satispay'], providers: [] },
      { method: 'sepa', why: 'not_offered', nodes: [], providers: [] },
    ]);
  });

  it('tells why the fallback did not help', async () => {
    const providers = new Map([carrier('stripe', carries('card', { currencies: ['USD'] }))]);
    const fallback = [{ method: 'card', providers: ['stripe'] }];
    const { decision, notShown } = await explain(
      asked({ flow: compileFlow(inARow()), facts: { currency: 'EUR' }, providers, settings: { fallback } }),
    );
    expect(decision.fallback).toBe(false);
    expect(notShown).toEqual([
      { method: 'card', why: 'currency', nodes: [], providers: [{ provider: 'stripe', why: 'currency' }] },
    ]);
  });

  it('is of the decision that was made, of any flow and on any facts, and leaves out no node and no method', async () => {
    await fc.assert(
      fc.asyncProperty(flows, partlyLate, stickyKeys, async (drawn, { atHand, later }, stickyKey) => {
        const question = asked({ flow: compileFlow(drawn), facts: atHand, later, stickyKey });
        const decision = await decideOffers(question);
        const explanation = await explain(question);
        expect({ ...explanation.decision, facts: 0 }).toEqual({ ...decision, facts: 0 });
        expect((await previewOffers(question)).offers).toEqual(decision.offers);
        expect(explanation.nodes.map(({ node }) => node)).toEqual(drawn.nodes.map(({ id }) => id));
        for (const { node, exit, because } of decision.visited) {
          const told = explanation.nodes.find((each) => each.node === node);
          expect(told).toMatchObject({ reached: true, because, ...(exit !== undefined && { exit }) });
        }
        const shown = decision.offers.map(({ method }) => method);
        const missing = new Set(explanation.notShown.map(({ method }) => method));
        const offered = drawn.nodes.flatMap((node) => (node.type === 'offer' ? node.data.methods : []));
        for (const { method } of offered) expect(missing.has(method)).toBe(!shown.includes(method));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a fact that is not at hand', () => {
  const later = (value: string | undefined) => {
    const asked: string[] = [];
    return { asked, later: { country: async () => (asked.push('country'), value) } };
  };

  it('is asked for once, however many conditions turn on it, and is told with the decision', async () => {
    const { asked: times, later: ask } = later('IT');
    const turnsOnIt = inARow(offer('a', 'card'));
    const flow = aFlow(
      [...turnsOnIt.nodes, condition('one', isItalian), condition('two', { not: isItalian })],
      ['start > one', 'one.yes > two', 'two.no > a', 'a > stop'],
    );
    const decision = await decideOffers(asked({ flow: compileFlow(flow), facts: { channel: 'web' }, later: ask }));
    expect(decision.offers.map(({ method }) => method)).toEqual(['card']);
    expect(times).toHaveLength(1);
    expect(decision.facts).toEqual({ channel: 'web', country: 'IT' });
  });

  it('is not asked for where the facts at hand decide and nobody wants to know why', async () => {
    const { asked: times, later: ask } = later('IT');
    const flow = aFlow(
      [start(), condition('both', { all: [isItalian, isWeb] }), offer('a', 'card'), stop()],
      ['start > both', 'both.no > a', 'both.yes > stop', 'a > stop'],
    );
    const question = asked({ flow: compileFlow(flow), facts: { channel: 'app' }, later: ask });
    expect((await previewOffers(question)).offers).toHaveLength(1);
    expect(times).toHaveLength(0);
    expect((await decideOffers(question)).visited[1]?.because[0]).toEqual({ ...isItalian, actual: 'IT', held: true });
    expect(times).toHaveLength(1);
  });
});
