import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTestSandbox, secrets, type TestSandbox } from '../test-sandbox.ts';
import { partsOf } from './parts.ts';

let test: TestSandbox;
beforeAll(async () => void (test = await aTestSandbox({ slowAnswerMs: 0 })));
afterAll(() => test.stop());

const text = { to: '+390115550100', from: 'Rosmarino', body: 'Grazie, Anna!', clientReference: 'ORDER-1' };
async function send(body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${test.sandbox.sms.url}/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Key ${secrets.sms.apiKey}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const received = () => test.sandbox.sms.books()['texts'] ?? [];

describe('the gateway of text messages', () => {
  it('takes a text and shows it as a telephone would, with nothing in it that could be markup', async () => {
    const { status, body } = await send({ ...text, body: 'Grazie, <b>Anna</b>!' });
    expect([status, body]).toEqual([202, expect.objectContaining({ status: 'queued', parts: 1, recipient: text.to })]);
    const page = await (await fetch(test.sandbox.sms.url, { headers: { 'accept-language': 'it' } })).text();
    expect(page).toContain('Grazie, &lt;b&gt;Anna&lt;/b&gt;!');
    expect(page).toContain('da Rosmarino');
  });

  it('takes a repeated request once, by its key', async () => {
    const before = received().length;
    const [one, two] = [await send(text, { 'x-request-key': 'k1' }), await send(text, { 'x-request-key': 'k1' })];
    expect(two.body['messageId']).toBe(one.body['messageId']);
    expect(received()).toHaveLength(before + 1);
    expect((await send({ ...text, body: 'Other' }, { 'x-request-key': 'k1' })).status).toBe(409);
  });

  it('lets nobody in without its key', async () => {
    const { status, body } = await send(text, { authorization: 'Key wrong' });
    expect([status, body]).toEqual([401, { error: expect.objectContaining({ code: 'unauthorized' }) as object }]);
  });

  it.each([
    ['0001', [422]],
    ['0002', [503, 202]],
    ['0004', [200]],
  ])('goes wrong for numbers that end in %s', async (ending, statuses) => {
    for (const status of statuses) expect((await send({ ...text, to: `+39011555${ending}` })).status).toBe(status);
  });

  it('says what is wrong with a request', async () => {
    expect(await send({ ...text, to: '011 555' })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_request' } },
    });
  });
});

it.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['€'.repeat(81), 2],
  ['ł'.repeat(70), 1],
  ['ł'.repeat(71), 2],
])('%#: a long text is several messages for the network', (body, parts) => expect(partsOf(body)).toBe(parts));
