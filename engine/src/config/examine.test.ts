import type { DocumentCheck, Flow } from '@pih/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../hub-for-tests.ts';

let hub: TestHub;
let asOperator: Pick<Ask, 'key' | 'headers'>;
beforeAll(async () => {
  hub = await startTestHub();
  asOperator = await hub.signIn();
});
afterAll(() => hub.stop());

/** The demo flow of Nordlicht, to be changed at will. */
function nordlicht(): Flow {
  const live = hub.app.live.current.get('flow', 'nordlicht');
  if (!live) throw new Error('The seeds have no nordlicht');
  return structuredClone(live.document);
}

async function examined(document: unknown): Promise<DocumentCheck> {
  const body = { document, version: 0 };
  const answer = await hub.ask<DocumentCheck>('POST', '/v1/config/flow/nordlicht/validate', { ...asOperator, body });
  expect(answer.status).toBe(200);
  return answer.body;
}

it('finds nothing wrong with what is live, and tells how its test cases go', async () => {
  const { errors, warnings, tests } = await examined(nordlicht());
  expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
  expect(tests[0]).toEqual({
    ...{ index: 0, name: 'At the box office', passed: true, expected: ['card'], got: ['card'] },
    visited: ['start', 'by-channel', 'card', 'stop'],
  });
});

it('warns of a cart that is left to the fallback, and of the red test case', async () => {
  const flow = nordlicht();
  for (const node of flow.nodes)
    if (node.id === 'card' && node.type === 'offer')
      node.data.methods = [{ method: 'satispay', providers: ['satispay'] }];
  const { errors, warnings, tests } = await examined(flow);
  expect(warnings.map(({ rule, node, example }) => [rule, node, example?.methods])).toEqual([
    ['fallbackShown', 'card', ['card']],
  ]);
  expect(errors.map(({ rule, params }) => [rule, params])).toEqual([
    ['test', { name: 'At the box office', expected: ['card'], offered: ['satispay'] }],
  ]);
  expect(tests.map(({ passed }) => passed)).toEqual([false, true, true]);
});

it('gives up at once when nobody waits for the answer any more', async () => {
  const gone = AbortSignal.abort(new Error('gone'));
  await expect(hub.app.documents.examine('flow', 'nordlicht', nordlicht(), gone)).rejects.toThrow('gone');
});

it('tells in which node the schema finds something wrong', async () => {
  const flow = nordlicht();
  const blank = { id: 'blank', type: 'condition', position: { x: 0, y: 0 }, data: { when: { all: [] } } };
  const { errors, warnings, tests } = await examined({ ...flow, nodes: [...flow.nodes, blank] });
  expect(errors.map(({ rule, node }) => [rule, node])).toEqual([['minItems', 'blank']]);
  expect({ warnings, tests }).toEqual({ warnings: [], tests: [] });
});

it('tells of other kinds what it always did', async () => {
  const settings = hub.app.live.current.settings;
  const body = { document: settings, version: 0 };
  const answer = await hub.ask('POST', `/v1/config/settings/${settings.id}/validate`, { ...asOperator, body });
  expect(answer.body).toEqual({ errors: [], warnings: [], tests: [] });
});
