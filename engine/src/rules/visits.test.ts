import type { Condition } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { condition, inARow, offer } from './a-flow.ts';
import { compileFlow } from './compile.ts';
import { RulesDisagree, visitsOf } from './visits.ts';
import { walk } from './walk.ts';

const isWeb: Condition = { fact: 'channel', operator: 'equal', value: 'web' };

describe('the account of a way', () => {
  it('is not given when the rules engine finds something else than what the way went by', async () => {
    const flow = compileFlow(inARow(condition('ask', isWeb), offer('a', 'card')));
    const walked = await walk(flow, { channel: 'web' }, { stickyKey: { payment: 'pay_1' } });
    expect((await visitsOf(walked)).map(({ node, exit }) => [node, exit])).toContainEqual(['ask', 'yes']);
    const legs = walked.legs.map((leg) => {
      if ('from' in leg || leg.node.type !== 'condition') return leg;
      return { ...leg, node: { ...leg.node, ask: () => Promise.resolve({ held: false, because: [] }) } };
    });
    await expect(visitsOf({ ...walked, legs })).rejects.toThrow(new RulesDisagree('ask'));
  });
});
