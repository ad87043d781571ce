import { describe, expect, it } from 'vitest';
import { ForgedWebhook } from '../../problems.ts';
import { aReader, raw } from './a-reader.ts';

const forged = (news: Promise<unknown>) => expect(news).rejects.toBeInstanceOf(ForgedWebhook);
const credentials = { hookToken: 'correct horse battery staple' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a shared token', () => {
  it.each([
    ['a field', '{body.token}', raw('{"token":"correct horse battery staple","id":"p1"}')],
    ['a form', '{body.token}', raw('token=correct+horse+battery+staple&id=p1', form)],
    ['a header', '{header.X-Token}', raw('{"id":"p1"}', { 'x-token': credentials.hookToken })],
    ['the address', '{query.token}', raw('{"id":"p1"}', {}, '/webhooks/x?token=correct%20horse%20battery%20staple')],
  ])('is found in %s', async (_, token, news) => {
    const read = aReader(
      { verify: { type: 'shared-token', token, credential: 'hookToken' }, reference: '= body.id' },
      { credentials },
    );
    expect(await read(news)).toMatchObject([{ reference: 'p1' }]);
  });

  const read = aReader(
    { verify: { type: 'shared-token', token: '{body.token}', credential: 'hookToken' }, reference: '= body.id' },
    { credentials },
  );
  it.each([
    '',
    '{}',
    '{"token":null}',
    '{"token":""}',
    '{"token":true}',
    '{"token":["correct horse battery staple"]}',
    '{"token":"correct horse battery stapl"}',
    '{"token":"correct horse battery staple "}',
    `{"token":"${'x'.repeat(400_000)}"}`,
  ])('is missing in %.60s', (body) => forged(read(raw(body))));

  it('can be one that the attempt remembers, as Nexi’s: then the payment has to confirm it', async () => {
    const nexi = aReader({
      verify: { type: 'shared-token', token: '{body.securityToken}', memory: 'securityToken' },
      id: '= body.eventId',
      reference: '= body.operation.orderId',
    });
    const body = '{"eventId":"e1","securityToken":"2f0ea505","operation":{"orderId":"PAY1"}}';
    expect(await nexi(raw(body))).toEqual([
      { id: 'e1', reference: 'PAY1', proof: { memory: 'securityToken', value: '2f0ea505' } },
    ]);
    await forged(nexi(raw('{"eventId":"e1","operation":{"orderId":"PAY1"}}')));
  });
});
