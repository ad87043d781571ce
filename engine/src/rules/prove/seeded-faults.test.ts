import type { Condition, Flow, FlowNode, Provider } from '@pih/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { condition, edgesOf, eur, hide, offer, order, require, split, stop, switchOn } from '../a-flow.ts';
import type { Surroundings } from './drawing.ts';
import { demo, demoFlow, demoFlows, demoProviders } from './demo-for-tests.ts';
import { doubts, examineFlow, type Finding } from './index.ts';
import { comparisons, flows, shops } from './random-shops-for-tests.ts';

/** Sound flows, each with one fault put in; the proof has to find it, at the node where it is. */

const is = (fact: string, value: string): Condition => ({ fact, operator: 'equal', value });
const over = (amount: number): Condition => ({ fact: 'amount', operator: 'greaterThan', value: eur(amount) });
const under = (amount: number): Condition => ({ fact: 'amount', operator: 'lessThan', value: eur(amount) });

const satispay = { method: 'satispay', providers: ['satispay'] as [string] };
const scalapay = { method: 'scalapay', providers: ['scalapay'] as [string] };
const paypal = { method: 'paypal', providers: ['paypal'] as [string] };

/** Puts nodes in a row on an edge of a flow; one that asks goes on by each of its ways out. */
function inserted(flow: Flow, edgeId: string, ...nodes: FlowNode[]): Flow {
  const copy = structuredClone(flow);
  const edge = copy.edges.find(({ id }) => id === edgeId);
  const [first] = nodes;
  if (!edge || !first) throw new Error(`There is no edge ${edgeId}`);
  const behind = edge.target;
  edge.target = first.id;
  const lines = nodes.flatMap((node, index) => {
    const next = nodes[index + 1]?.id ?? behind;
    const ways =
      node.type === 'condition'
        ? ['.yes', '.no']
        : node.type === 'switch'
          ? [...node.data.cases.map(({ id }) => `.${id}`), '.otherwise']
          : node.type === 'split'
            ? node.data.branches.map(({ id }) => `.${id}`)
            : node.type === 'stop'
              ? []
              : [''];
    // By its first way a question leads on, by the others past what comes next.
    return ways.map((way, place) => `${node.id}${way} > ${place === 0 ? next : behind}`);
  });
  const edges = edgesOf(...lines).map((each) => ({ ...each, id: `${edgeId}-${each.id}` }));
  return { ...copy, nodes: [...copy.nodes, ...nodes] as Flow['nodes'], edges: [...copy.edges, ...edges] };
}

/** Changes a node of a flow. */
function changed<T extends FlowNode['type']>(
  flow: Flow,
  id: string,
  type: T,
  change: (data: Extract<FlowNode, { type: T }> extends { data: infer D } ? D : never) => void,
): Flow {
  const copy = structuredClone(flow);
  const node = copy.nodes.find((each) => each.id === id);
  if (node?.type !== type || !('data' in node)) throw new Error(`There is no ${type} ${id}`);
  change(node.data as never);
  return copy;
}

const onlyOffering = (flow: Flow, id: string, ...methods: (typeof satispay)[]): Flow =>
  changed(flow, id, 'offer', (data) => void (data.methods = methods as typeof data.methods));

const rosmarino = demoFlow('rosmarino');
const nordlicht = demoFlow('nordlicht');

const provider = (id: string, change: Partial<Provider>): Provider[] =>
  demoProviders.map((each) => (each.id === id ? { ...each, ...change } : each));

interface Fault {
  what: string;
  flow: Flow;
  rule: string;
  node?: string;
  around?: Surroundings;
  params?: Finding['params'];
}

const faults: Fault[] = [
  {
    what: 'a sum that was ruled out before',
    flow: inserted(rosmarino, 'e7', condition('small', under(400_00)), require('again', 'phone')),
    rule: 'neverHolds',
    node: 'small',
  },
  {
    what: 'the node behind a condition that never holds',
    flow: inserted(rosmarino, 'e7', condition('small', under(400_00)), require('again', 'phone')),
    rule: 'neverReached',
    node: 'again',
  },
  {
    what: 'two countries at once',
    flow: inserted(
      rosmarino,
      'e13',
      condition('abroad', { fact: 'country', operator: 'in', value: ['ES', 'PT'] }),
      require('phone', 'phone'),
    ),
    rule: 'neverHolds',
    node: 'abroad',
  },
  {
    what: 'a currency that the sum rules out',
    flow: inserted(rosmarino, 'e7', condition('dollars', is('currency', 'USD')), require('phone', 'phone')),
    rule: 'neverHolds',
    node: 'dollars',
  },
  {
    what: 'a condition that contradicts itself',
    flow: inserted(
      nordlicht,
      'e4',
      condition('torn', { all: [over(100_00), under(50_00)] }),
      require('phone', 'phone'),
    ),
    rule: 'neverHolds',
    node: 'torn',
  },
  {
    what: 'a weekday that the date does not have',
    flow: inserted(
      nordlicht,
      'e4',
      condition('monday', { all: [is('date', '2026-12-25'), is('weekday', 'mon')] }),
      require('phone', 'phone'),
    ),
    rule: 'neverHolds',
    node: 'monday',
  },
  {
    what: 'a time between two windows, past midnight',
    flow: inserted(
      nordlicht,
      'e4',
      condition('odd', {
        all: [
          { fact: 'timeOfDay', operator: 'inTimeWindow', value: { from: '22:00', to: '06:00' } },
          { fact: 'timeOfDay', operator: 'between', value: ['07:00', '21:00'] },
        ],
      }),
      require('phone', 'phone'),
    ),
    rule: 'neverHolds',
    node: 'odd',
  },
  {
    what: 'a category that was ruled out before',
    flow: inserted(
      rosmarino,
      'e6',
      condition('gifts', { fact: 'categories', operator: 'containsAllOf', value: ['food', 'gift-cards'] }),
      require('phone', 'phone'),
    ),
    rule: 'neverHolds',
    node: 'gifts',
  },
  {
    what: 'what was asked before, asked again',
    flow: inserted(rosmarino, 'e13', condition('italian', is('country', 'IT')), require('phone', 'phone')),
    rule: 'alwaysHolds',
    node: 'italian',
  },
  {
    what: 'a case that the cases before a node rule out',
    flow: inserted(
      nordlicht,
      'e5',
      switchOn('again', 'channel', [
        { id: 'app', values: ['app'] },
        { id: 'store', values: ['store'] },
      ]),
      require('phone', 'phone'),
    ),
    rule: 'caseNeverTaken',
    node: 'again',
    params: { case: 'app' },
  },
  {
    what: 'a part that the rest implies',
    flow: changed(rosmarino, 'large-business', 'condition', (data) => {
      data.when = { all: [over(500_00), is('currency', 'EUR'), is('customerType', 'business')] };
    }),
    rule: 'partAlwaysHolds',
    node: 'large-business',
    params: { fact: ['currency'] },
  },
  {
    what: 'the same part twice',
    flow: changed(rosmarino, 'large-business', 'condition', (data) => {
      data.when = { all: [over(500_00), is('customerType', 'business'), over(500_00)] };
    }),
    rule: 'partAlwaysHolds',
    node: 'large-business',
    params: { fact: ['amount'] },
  },
  {
    what: 'a part of a choice that was ruled out before',
    flow: changed(rosmarino, 'italy', 'condition', (data) => {
      data.when = {
        any: [is('country', 'IT'), { fact: 'categories', operator: 'contains', value: 'gift-cards' }],
      };
    }),
    rule: 'partNeverHolds',
    node: 'italy',
    params: { fact: ['categories'] },
  },
  {
    what: 'a question whose answers lead to the same step',
    flow: inserted(nordlicht, 'e4', condition('idle', over(500_00))),
    rule: 'decidesNothing',
    node: 'idle',
  },
  {
    what: 'a split whose branches lead to the same step',
    flow: inserted(nordlicht, 'e4', split('idle', { a: 50, b: 50 })),
    rule: 'decidesNothing',
    node: 'idle',
  },
  {
    what: 'a provider that is switched off',
    flow: rosmarino,
    around: demo({ providers: provider('scalapay', { enabled: false }) }),
    rule: 'pairOff',
    node: 'scalapay',
    params: { method: 'scalapay', provider: 'scalapay' },
  },
  {
    what: 'a provider that does not take the currency',
    flow: inserted(nordlicht, 'e4', condition('dollars', is('currency', 'USD')), offer('local', satispay)),
    rule: 'pairCurrency',
    node: 'local',
    params: { method: 'satispay', provider: 'satispay', currencies: ['EUR'] },
  },
  {
    what: 'a provider that does not serve the country',
    flow: inserted(nordlicht, 'e4', condition('spain', is('country', 'ES')), offer('local', satispay)),
    rule: 'pairCountry',
    node: 'local',
  },
  {
    what: 'a sum beyond what the provider takes',
    flow: inserted(nordlicht, 'e4', condition('large', over(2000_00)), offer('instalments', scalapay)),
    rule: 'pairLimits',
    node: 'instalments',
  },
  {
    what: 'terms that are never met together',
    flow: inserted(
      nordlicht,
      'e4',
      condition('odd', { any: [is('country', 'US'), is('currency', 'USD')] }),
      offer('local', satispay),
    ),
    rule: 'pairNever',
    node: 'local',
  },
  {
    what: 'hiding what nothing offers',
    flow: inserted(nordlicht, 'e4', hide('no-wallet', 'paypal')),
    rule: 'nothingToHide',
    node: 'no-wallet',
    params: { method: 'paypal' },
  },
  {
    what: 'putting first what nothing offers',
    flow: inserted(rosmarino, 'e3', order('first', 'satispay', 'card')),
    rule: 'nothingToOrder',
    node: 'first',
    params: { method: 'satispay' },
  },
  {
    what: 'offering what was offered before',
    flow: inserted(rosmarino, 'e13', offer('again', paypal)),
    rule: 'offeredBefore',
    node: 'again',
    params: { methods: ['paypal'] },
  },
  {
    what: 'asking for what was asked for before',
    flow: inserted(rosmarino, 'e8', require('again', 'tax_id')),
    rule: 'requiredBefore',
    node: 'again',
    params: { requirements: ['tax_id'] },
  },
  {
    what: 'an offer that only some can use, with no fallback',
    flow: onlyOffering(nordlicht, 'card', satispay),
    around: demo({ settings: { fallback: undefined as never } }),
    rule: 'noMethodLeft',
    node: 'card',
  },
  {
    what: 'an offer that only some can use, with a fallback',
    flow: onlyOffering(nordlicht, 'card', satispay),
    rule: 'fallbackShown',
    node: 'card',
    params: { methods: ['card'] },
  },
  {
    what: 'a sum that is too large for all that is offered',
    flow: onlyOffering(rosmarino, 'card-only', scalapay),
    rule: 'fallbackShown',
    node: 'card-only',
  },
  {
    what: 'hiding all that was offered',
    flow: inserted(nordlicht, 'e6', hide('none', 'paypal', 'card')),
    around: demo({ settings: { fallback: undefined as never } }),
    rule: 'noMethodLeft',
    node: 'none',
  },
  {
    what: 'a way to the end past all offers',
    flow: inserted(nordlicht, 'e1', condition('vip', over(900_00)), stop('end')),
    rule: 'fallbackShown',
    node: 'vip',
  },
  {
    what: 'one branch of a split without a method',
    flow: inserted(nordlicht, 'e5', split('trial', { a: 20, b: 80 }), hide('none', 'card')),
    rule: 'fallbackShown',
    node: 'none',
  },
  {
    what: 'two test cases of one name',
    flow: {
      ...nordlicht,
      tests: [...(nordlicht.tests ?? []), { name: 'Online', facts: {}, expect: ['card', 'paypal'] }],
    },
    rule: 'testNameTwice',
    params: { name: 'Online' },
  },
  {
    what: 'a test case of a cart that cannot be',
    flow: {
      ...nordlicht,
      tests: [{ name: 'Odd', facts: { amount: eur(1), currency: 'USD' }, expect: ['card', 'paypal'] }],
    },
    rule: 'testImpossible',
    params: { name: 'Odd', fact: 'amount', other: 'currency' },
  },
  {
    what: 'test cases of one cart that expect different methods',
    flow: {
      ...nordlicht,
      tests: [
        { name: 'One', facts: { channel: 'store' }, expect: ['card'] },
        { name: 'Other', facts: { channel: 'store' }, expect: ['paypal'] },
      ],
    },
    rule: 'testsContradict',
    params: { name: 'Other', other: 'One' },
  },
  {
    what: 'a brand whose checkout is gone',
    flow: inserted(nordlicht, 'e4', condition('old', is('brand', 'old-shop')), require('phone', 'phone')),
    rule: 'unknownBrand',
    node: 'old',
    params: { brand: 'old-shop' },
  },
];

const about = (rule: string, warnings: readonly Finding[], node?: string): Finding | undefined =>
  warnings.find((each) => each.rule === rule && each.node === node);

describe('the proof finds', () => {
  it.each(faults)('$what', async ({ flow, rule, node, around = demo(), params }) => {
    const { errors, warnings } = await examineFlow(flow, around);
    expect(errors).toEqual([]);
    const finding = about(rule, warnings, node);
    expect(finding, JSON.stringify(warnings.map((each) => [each.rule, each.node]))).toBeDefined();
    if (params) expect(finding?.params).toEqual(params);
    expect(finding?.message).not.toContain('undefined');
  });

  it('a question asked twice in a row, whatever it is and wherever it is put', async () => {
    await fc.assert(
      fc.asyncProperty(flows, shops, comparisons, fc.boolean(), async (flow, shop, when, turned) => {
        const again = condition('again', turned ? { not: when } : when);
        const rules = await examineFlow(inserted(flow, 'e1', condition('first', when), again, stop('end')), shop);
        const found = new Set(rules.warnings.map(({ rule, node }) => `${node ?? ''} ${rule}`));
        // What is asked may be idle the first time already.
        expect(found.has('first neverHolds') || found.has(`again ${turned ? 'neverHolds' : 'alwaysHolds'}`)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('each kind of doubt that there is', () => {
    expect([...new Set(faults.map(({ rule }) => rule))].sort()).toEqual([...doubts].sort());
  });
});

describe('an example cart', () => {
  const exampleOf = async (flow: Flow, rule: string) =>
    (await examineFlow(flow, demo())).warnings.find((each) => each.rule === rule)?.example;

  it('is in the merchant’s currency, of a round sum, from a country that people know', async () => {
    const example = await exampleOf(onlyOffering(nordlicht, 'card', satispay), 'fallbackShown');
    expect(example).toEqual({
      facts: { amount: eur(50_00), currency: 'EUR', country: 'ES', channel: 'store' },
      visited: ['start', 'by-channel', 'card', 'stop'],
      methods: ['card'],
    });
  });

  it('lies just inside the bound that was asked for', async () => {
    const flow = inserted(nordlicht, 'e1', condition('vip', over(900_00)), stop('end'));
    expect((await exampleOf(flow, 'fallbackShown'))?.facts).toMatchObject({ amount: eur(950_00) });
  });
});

describe('the proof says nothing', () => {
  it.each(demoFlows.map((flow) => [flow.id, flow] as const))('about the demo flow %s', async (_, flow) => {
    const { errors, warnings, tests } = await examineFlow(flow, demo());
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    expect(tests.every(({ passed }) => passed)).toBe(true);
  });

  it.each([
    ['a country that may be unknown, though all known ones are excluded', { not: is('country', 'IT') }],
    ['categories that the settings do not list', { fact: 'categories', operator: 'contains', value: 'garden' }],
  ] as [string, Condition][])('about %s', async (_, when) => {
    const flow = inserted(nordlicht, 'e4', condition('asked', when), require('phone', 'phone'));
    const { warnings } = await examineFlow(flow, demo());
    expect(warnings).toEqual([]);
  });

  it('about an offer that only some have had before, however little is told apart', async () => {
    const some = inserted(nordlicht, 'e1', condition('vip', over(500_00)), offer('first', paypal));
    const { warnings } = await examineFlow(inserted(some, 'e4', offer('again', paypal)), demo(), { states: 1 });
    expect(warnings).toEqual([]);
  });

  it('about the exit `otherwise` when the cases are all there are', async () => {
    const flow = inserted(
      nordlicht,
      'e5',
      switchOn('where', 'channel', [
        { id: 'store', values: ['store'] },
        { id: 'phone', values: ['phone'] },
      ]),
      require('phone', 'phone'),
    );
    expect((await examineFlow(flow, demo())).warnings).toEqual([]);
  });
});

describe('a flow in the middle of being drawn', () => {
  it('is told what is certain, and its errors', async () => {
    const flow = inserted(rosmarino, 'e7', condition('small', under(400_00)), require('again', 'phone'));
    const open = { ...flow, edges: flow.edges.filter(({ source }) => source !== 'again') };
    const { errors, warnings } = await examineFlow(open, demo());
    expect(errors.map(({ rule, node }) => [rule, node])).toEqual([['deadEnd', 'again']]);
    expect(about('neverHolds', warnings, 'small')).toBeDefined();
  });

  it('is told nothing about payments where it runs in a circle', async () => {
    const circle = structuredClone(nordlicht);
    circle.edges = circle.edges.map((edge) => (edge.id === 'e7' ? { ...edge, target: 'by-channel' } : edge));
    const { errors, warnings } = await examineFlow(circle, demo());
    expect(errors.map(({ rule }) => rule)).toEqual(['loop']);
    expect(warnings).toEqual([]);
  });

  it('is not told twice what is wrong inside a node', async () => {
    const odd = inserted(nordlicht, 'e4', condition('odd', is('channel', 'fax')), require('phone', 'phone'));
    const { errors, warnings } = await examineFlow(odd, demo());
    expect(errors.map(({ rule }) => rule)).toEqual(['option']);
    expect(warnings).toEqual([]);
  });
});
