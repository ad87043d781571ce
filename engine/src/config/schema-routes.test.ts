import { kinds, kindSchemas } from '@pih/schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../hub-for-tests.ts';

let hub: TestHub;
let asOperator: Pick<Ask, 'key' | 'headers'>;
beforeAll(async () => {
  hub = await startTestHub();
  asOperator = await hub.signIn();
});
afterAll(() => hub.stop());

it.each(kinds)('gives the whole schema of a %s, which a validator can use as it is', async (kind) => {
  const { status, headers, body } = await hub.ask('GET', `/v1/config-schemas/${kind}`, asOperator);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch('application/json');
  const validate = new Ajv2020({ strict: false, discriminator: true, validateFormats: false }).compile(body);
  expect(validate(kindSchemas[kind].examples[0])).toBe(true);
  expect(validate({})).toBe(false);
  expect(JSON.stringify(body)).toContain('"x-it"');
});

it('knows no schema of another kind', async () => {
  const { status, body } = await hub.ask('GET', '/v1/config-schemas/constructor', asOperator);
  expect(status).toBe(404);
  expect(body['type']).toMatch(/kind-unknown$/);
});

it('is for those who may read documents', async () => {
  expect((await hub.ask('GET', '/v1/config-schemas/flow', { key: null })).status).toBe(401);
  expect((await hub.ask('GET', '/v1/config-schemas/flow')).status).toBe(403);
});
