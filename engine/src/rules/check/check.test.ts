import { builtInFacts, type Condition, type Flow, type FlowNode } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import * as build from '../a-flow.ts';
import { aFlow, asking, edgesOf, eur, inARow, offer, start, stop } from '../a-flow.ts';
import { checkFlow, knownTo, type Known } from './index.ts';

const known: Known = {
  facts: [...builtInFacts, { id: 'custom.vip', type: 'boolean', label: { en: 'VIP' } }],
  methods: new Map([
    ['card', ['stripe', 'nexi']],
    ['paypal', ['stripe']],
    ['klarna', ['klarna']],
  ]),
};

/** What is said, as `rule at path of node`; the words must name the node. */
function saidAbout(flow: Flow): string[] {
  return checkFlow(flow, known).map(({ node, path, rule, message }) => {
    if (node !== undefined) expect(message).toContain(node);
    expect(message).toMatch(/^[A-Z“].*\.$/);
    return `${rule} at ${path}${node === undefined ? '' : ` of ${node}`}`;
  });
}
const withEdges = (flow: Flow, ...edges: string[]): Flow => ({
  ...flow,
  edges: [...flow.edges, ...edgesOf(...edges).map((each) => ({ ...each, id: `x${each.id}` }))],
});
const row = inARow(offer('a', 'card'));

describe('a sound flow', () => {
  it('has nothing said about it', () => {
    expect(saidAbout(row)).toEqual([]);
    expect(saidAbout(asking({ fact: 'custom.vip', operator: 'equal', value: true }))).toEqual([]);
  });

  it('may have notes that nothing leads to, and ways that meet again', () => {
    const flow = asking({ fact: 'channel', operator: 'in', value: ['web', 'app'] });
    expect(saidAbout({ ...flow, nodes: [...flow.nodes, build.note()] })).toEqual([]);
  });

  it('may refer to what the settings and the provider documents declare', () => {
    const settings = {
      customFacts: [{ id: 'tier', label: { en: 'Tier' }, type: 'text' as const, options: ['gold'] }],
      categories: [{ id: 'food', label: { en: 'Food' } }],
    };
    const methods = [{ method: 'card', title: { en: 'Card' }, mark: { color: '#000000' } }];
    const found = knownTo(settings, [{ id: 'stripe', methods }]);
    const when: Condition = {
      all: [
        { fact: 'custom.tier', operator: 'equal', value: 'gold' },
        { fact: 'categories', operator: 'contains', value: 'food' },
      ],
    };
    const flow = aFlow(
      [start(), build.condition('ask', when), offer('a', 'card'), stop()],
      ['start > ask', 'ask.yes > a', 'ask.no > stop', 'a > stop'],
    );
    expect(checkFlow(flow, found)).toEqual([]);
  });
});

describe('the structure of a flow', () => {
  it('has a start', () => {
    expect(saidAbout(aFlow([offer('a', 'card'), stop()], ['a > stop']))).toEqual(['noStart at /nodes']);
  });

  it('has one start only', () => {
    const flow = { ...row, nodes: [...row.nodes, start('again')] };
    expect(saidAbout(withEdges(flow, 'again > a'))).toEqual(['secondStart at /nodes/3 of again']);
  });

  it('gives each node and each edge its own id', () => {
    const flow = {
      ...row,
      nodes: [...row.nodes, offer('a', 'paypal')],
      edges: [...row.edges, ...row.edges.slice(0, 1)],
    };
    expect(saidAbout(flow)).toEqual([
      'duplicateId at /nodes/3/id of a',
      'duplicateId at /edges/2/id',
      'wayOutTaken at /edges/2 of start',
    ]);
  });

  it('leads from nodes to nodes', () => {
    expect(saidAbout(withEdges(row, 'ghost > a'))).toEqual(['unknownNode at /edges/2/source']);
    const lost = aFlow([start(), stop()], ['start > ghost']);
    expect(saidAbout(lost)).toEqual(['unknownNode at /edges/0/target of start', 'unreachable at /nodes/1 of stop']);
  });

  it('leads by ways out that exist, each once', () => {
    const flow = asking({ fact: 'channel', operator: 'equal', value: 'web' });
    expect(saidAbout(withEdges(flow, 'ask.maybe > card'))).toEqual(['unknownWayOut at /edges/5/sourceHandle of ask']);
    expect(saidAbout(withEdges(flow, 'ask > card'))).toEqual(['unknownWayOut at /edges/5/sourceHandle of ask']);
    expect(saidAbout(withEdges(flow, 'card.yes > stop'))).toEqual(['unknownWayOut at /edges/5/sourceHandle of card']);
    expect(saidAbout(withEdges(flow, 'stop > card'))).toEqual(['unknownWayOut at /edges/5/sourceHandle of stop']);
    expect(saidAbout(withEdges(flow, 'ask.yes > paypal'))).toEqual(['wayOutTaken at /edges/5 of ask']);
  });

  it('keeps payments out of notes', () => {
    const flow = aFlow([start(), build.note(), stop()], ['start > note']);
    expect(saidAbout(flow)).toEqual(['leadsToNote at /edges/0/target of note', 'unreachable at /nodes/2 of stop']);
  });

  it.each<[string, FlowNode, string[], number]>([
    [
      'a condition by yes and no',
      build.condition('x', { fact: 'brand', operator: 'equal', value: 'a' }),
      ['x.yes > stop'],
      1,
    ],
    [
      'a switch by each case and otherwise',
      build.switchOn('x', 'brand', [{ id: 'one', values: ['a'] }]),
      ['x.one > stop'],
      1,
    ],
    ['a split by every branch', build.split('x', { one: 20, two: 30, three: 50 }), ['x.two > stop'], 2],
    ['any other node by its one way', offer('x', 'card'), [], 1],
  ])('leads out of %s', (_what, node, edges, missing) => {
    const said = saidAbout(aFlow([start(), node, stop()], ['start > x', ...edges]));
    expect(said.filter((each) => each === 'deadEnd at /nodes/1 of x')).toHaveLength(missing);
  });

  it('gets to every node', () => {
    const flow = withEdges({ ...row, nodes: [...row.nodes, offer('island', 'card')] }, 'island > stop');
    expect(saidAbout(flow)).toEqual(['unreachable at /nodes/3 of island']);
  });

  it('runs in no circle, and names the nodes of one', () => {
    const flow = aFlow(
      [
        start(),
        build.condition('ask', { fact: 'brand', operator: 'equal', value: 'a' }, 'VIP?'),
        offer('a', 'card'),
        stop(),
      ],
      ['start > ask', 'ask.yes > a', 'ask.no > stop', 'a > ask'],
    );
    expect(saidAbout(flow)).toEqual(['loop at /nodes/2 of a']);
    expect(checkFlow(flow, known)[0]?.message).toContain('“VIP?” (ask) → “a” → “VIP?” (ask)');
  });

  it('runs in no circle of one node, nor in one that no payment gets to', () => {
    expect(saidAbout(aFlow([start(), offer('a', 'card')], ['start > a', 'a > a']))).toEqual(['loop at /nodes/1 of a']);
    const island = withEdges(
      { ...row, nodes: [...row.nodes, offer('b', 'card'), offer('c', 'card')] },
      'b > c',
      'c > b',
    );
    expect(saidAbout(island)).toContain('loop at /nodes/4 of c');
  });

  it('may be 2,000 nodes long, or one circle of them', () => {
    const offers = Array.from({ length: 1998 }, (_, index) => offer(`n${index}`, 'card'));
    const long = inARow(...offers);
    expect(saidAbout(long)).toEqual([]);
    const edges = long.edges.map((edge) => (edge.target === 'stop' ? { ...edge, target: 'n0' } : edge));
    expect(saidAbout({ ...long, edges })).toEqual([
      'unreachable at /nodes/1999 of stop',
      'loop at /nodes/1998 of n1997',
    ]);
  });

  it('has at most 200 things said about it', () => {
    expect(
      saidAbout(
        aFlow(
          Array.from({ length: 1500 }, (_, index) => start(`s${index}`)),
          [],
        ),
      ),
    ).toHaveLength(200);
  });
});

describe('what a condition asks', () => {
  const said = (when: Condition) => saidAbout(asking(when)).map((each) => each.replace('/nodes/1/data/when', ''));

  it.each<[string, Condition, string]>([
    ['a known fact', { fact: 'moon', operator: 'equal', value: 'full' }, 'unknownFact at /fact of ask'],
    [
      'by an operator that fits it',
      { fact: 'channel', operator: 'greaterThan', value: 'web' },
      'operator at /operator of ask',
    ],
    ['a text with a text', { fact: 'brand', operator: 'equal', value: 5 }, 'value at /value of ask'],
    ['a number with a number', { fact: 'itemCount', operator: 'lessThan', value: eur(5) }, 'value at /value of ask'],
    ['money with money', { fact: 'amount', operator: 'lessThan', value: 500 }, 'value at /value of ask'],
    ['true or false with such', { fact: 'custom.vip', operator: 'equal', value: 'yes' }, 'value at /value of ask'],
    ['one value where one is wanted', { fact: 'brand', operator: 'equal', value: ['a'] }, 'value at /value of ask'],
    ['a list where one is wanted', { fact: 'brand', operator: 'in', value: 'a' }, 'value at /value of ask'],
    [
      'a list that is not empty',
      { fact: 'categories', operator: 'containsAllOf', value: [] },
      'value at /value of ask',
    ],
    ['entries of the right type', { fact: 'itemCount', operator: 'in', value: [1, '2'] }, 'value at /value/1 of ask'],
    ['one of the options', { fact: 'channel', operator: 'equal', value: 'shop' }, 'option at /value of ask'],
    ['options only', { fact: 'weekday', operator: 'in', value: ['mon', 'Tue'] }, 'option at /value/1 of ask'],
    ['a pair of two', { fact: 'itemCount', operator: 'between', value: [1] }, 'value at /value of ask'],
    ['a pair in order', { fact: 'itemCount', operator: 'between', value: [5, 1] }, 'value at /value of ask'],
    ['a pair of its type', { fact: 'amount', operator: 'between', value: [eur(1), 5] }, 'value at /value/1 of ask'],
    [
      'a pair of one currency',
      { fact: 'amount', operator: 'between', value: [eur(1), { amount: 5, currency: 'USD' }] },
      'value at /value of ask',
    ],
    ['a time of day', { fact: 'timeOfDay', operator: 'equal', value: '9:30' }, 'value at /value of ask'],
    ['a window of time', { fact: 'timeOfDay', operator: 'inTimeWindow', value: '09:30' }, 'value at /value of ask'],
    [
      'a window that is not empty',
      { fact: 'timeOfDay', operator: 'inTimeWindow', value: { from: '09:00', to: '09:00' } },
      'value at /value of ask',
    ],
  ])('is %s', (_what, when, expected) => {
    expect(said(when)).toEqual([expected]);
  });

  it.each<[string, Condition]>([
    ['the beginning of a text, whole option or not', { fact: 'weekday', operator: 'startsWith', value: 's' }],
    ['a pair of the same value twice', { fact: 'itemCount', operator: 'between', value: [2, 2] }],
    ['a window past midnight', { fact: 'timeOfDay', operator: 'inTimeWindow', value: { from: '22:00', to: '06:00' } }],
    ['a free sum', { fact: 'amount', operator: 'equal', value: eur(0) }],
  ])('may be %s', (_what, when) => {
    expect(said(when)).toEqual([]);
  });

  it('is found however it is nested', () => {
    const good: Condition = { fact: 'brand', operator: 'equal', value: 'a' };
    const bad: Condition = { fact: 'moon', operator: 'equal', value: 'full' };
    expect(said({ all: [good, { any: [good, { not: bad }] }] })).toEqual([
      'unknownFact at /all/1/any/1/not/fact of ask',
    ]);
  });

  it('is not nested 100,000 deep, which is said without falling over', () => {
    let when: Condition = { fact: 'brand', operator: 'equal', value: 'a' };
    for (let depth = 0; depth < 100_000; depth += 1) when = { not: when };
    expect(said(when)).toEqual(['tooDeep at  of ask']);
  });

  it('is not more than a thousand comparisons', () => {
    const part: Condition = { fact: 'brand', operator: 'equal', value: 'a' };
    const parts = Array.from({ length: 200 }, () => part);
    expect(said({ any: Array.from({ length: 6 }, () => ({ all: parts })) })).toEqual(['tooMany at  of ask']);
  });
});

describe('what a switch or a split does', () => {
  const said = (node: FlowNode) =>
    saidAbout(aFlow([start(), node, stop()], ['start > x']))
      .filter((each) => !/^(deadEnd|unreachable)/.test(each))
      .map((each) => each.replace('/nodes/1/data', ''));
  const one = { id: 'one', values: ['web'] };

  it('is to ask a known fact that can have cases', () => {
    expect(said(build.switchOn('x', 'moon', [one]))).toEqual(['unknownFact at /fact of x']);
    expect(said(build.switchOn('x', 'amount', [one]))).toEqual(['operator at /fact of x']);
  });

  it('is to have each case and each value once', () => {
    expect(said(build.switchOn('x', 'channel', [one, { id: 'one', values: ['app'] }]))).toEqual([
      'duplicateCase at /cases/1/id of x',
    ]);
    expect(said(build.switchOn('x', 'channel', [{ id: 'otherwise', values: ['web'] }]))).toEqual([
      'duplicateCase at /cases/0/id of x',
    ]);
    expect(said(build.switchOn('x', 'channel', [one, { id: 'two', values: ['app', 'web'] }]))).toEqual([
      'duplicateValue at /cases/1/values/1 of x',
    ]);
  });

  it('is to have values that the fact can have', () => {
    expect(said(build.switchOn('x', 'channel', [{ id: 'one', values: ['web', 'shop', 3] }]))).toEqual([
      'option at /cases/0/values/1 of x',
      'value at /cases/0/values/2 of x',
    ]);
  });

  it('is to share out 100 percent, each branch once', () => {
    expect(said(build.split('x', { a: 50, b: 49 }))).toEqual(['shares at /branches of x']);
    const twice = build.split('x', { a: 50, b: 50 });
    const branches = twice.data.branches.map(({ percent }) => ({ id: 'a', percent }));
    expect(said({ ...twice, data: { branches } })).toEqual(['duplicateBranch at /branches/1/id of x']);
  });
});

describe('what is offered', () => {
  const said = (node: FlowNode) => saidAbout(inARow(node)).map((each) => each.replace('/nodes/1/data', ''));

  it('is a method that a provider carries', () => {
    expect(said(offer('x', 'shells'))).toEqual(['unknownMethod at /methods/0/method of x']);
    expect(said(build.hide('x', 'card', 'shells'))).toEqual(['unknownMethod at /methods/1 of x']);
    expect(said(build.order('x', 'shells'))).toEqual(['unknownMethod at /methods/0 of x']);
  });

  it('goes through providers that are known and carry the method', () => {
    expect(said(offer('x', { method: 'card', providers: ['nexi', 'acme', 'klarna'] }))).toEqual([
      'unknownProvider at /methods/0/providers/1 of x',
      'methodNotCarried at /methods/0/providers/2 of x',
    ]);
  });

  it('is offered once by one node', () => {
    expect(said(offer('x', 'card', 'paypal', 'card'))).toEqual(['methodTwice at /methods/2/method of x']);
  });
});

describe('the test cases of a flow', () => {
  it('are about facts that exist, with values that they can have', () => {
    const facts = { channel: 'shop', 'custom.a/b': 1, amount: 5, categories: 'food', brand: 'a' };
    expect(saidAbout({ ...row, tests: [{ name: 'One', facts, expect: ['card'] }] })).toEqual([
      'option at /tests/0/facts/channel',
      'unknownFact at /tests/0/facts/custom.a~1b',
      'value at /tests/0/facts/amount',
      'value at /tests/0/facts/categories',
    ]);
  });
});
