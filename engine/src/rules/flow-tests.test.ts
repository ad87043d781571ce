import { expect, it } from 'vitest';
import { asking } from './a-flow.ts';
import { compileFlow } from './compile.ts';
import { runTests } from './flow-tests.ts';

const flow = asking({ fact: 'channel', operator: 'equal', value: 'web' });

it('finds nothing to say about test cases that get what they expect', async () => {
  const tests = [
    { name: 'Web', facts: { channel: 'web' }, expect: ['card'] },
    { name: 'Nothing known', facts: {}, expect: ['paypal'] },
  ];
  expect(await runTests({ ...flow, tests }, compileFlow(flow))).toEqual([]);
});

it('finds nothing to say about a flow without test cases', async () => {
  expect(await runTests(flow)).toEqual([]);
});

it('tells what a failing test case expects and what it got', async () => {
  const tests = [
    { name: 'Web', facts: { channel: 'web' }, expect: ['card'] },
    { name: 'App', facts: { channel: 'app' }, expect: ['card', 'paypal'] },
    { name: 'Phone', facts: { channel: 'phone' }, expect: [] },
  ];
  const failed = await runTests({ ...flow, tests });
  expect(failed.map(({ name, path, expected, offered }) => ({ name, path, expected, offered }))).toEqual([
    { name: 'App', path: '/tests/1', expected: ['card', 'paypal'], offered: ['paypal'] },
    { name: 'Phone', path: '/tests/2', expected: [], offered: ['paypal'] },
  ]);
  expect(failed[0]?.message).toBe('The test case “App” expects card, paypal and is offered paypal.');
  expect(failed[1]?.message).toBe('The test case “Phone” expects no method and is offered paypal.');
});

it('minds the order of the methods', async () => {
  const both = asking({ fact: 'channel', operator: 'equal', value: 'web' });
  const nodes = both.nodes.map((node) =>
    node.id === 'card' && node.type === 'offer'
      ? { ...node, data: { methods: ['card', 'paypal'].map((method) => ({ method, providers: ['stripe'] })) } }
      : node,
  );
  const tests = [{ name: 'Web', facts: { channel: 'web' }, expect: ['paypal', 'card'] }];
  expect(await runTests({ ...both, nodes, tests })).toHaveLength(1);
});

it('lets others have their turn before each test case', async () => {
  const tests = ['web', 'app', 'phone'].map((channel) => ({ name: channel, facts: { channel }, expect: [] }));
  let turns = 0;
  await runTests({ ...flow, tests }, undefined, async () => void (turns += 1));
  expect(turns).toBe(3);
});
