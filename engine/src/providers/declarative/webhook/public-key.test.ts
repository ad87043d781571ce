import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anEcKey, anRsaKey } from '../a-key.ts';
import { ForgedWebhook, ProviderNotReady } from '../../problems.ts';
import { aReader, raw } from './a-reader.ts';
import type { VerifyOf } from './genuine.ts';

const p256 = anEcKey();
const p384 = anEcKey('P-384');
const rsa = anRsaKey();
const forged = (news: Promise<unknown>) => expect(news).rejects.toBeInstanceOf(ForgedWebhook);

const now = new Date('2026-06-01T12:00:00Z');
const time = String(now.getTime() / 1000);
const body = '{"event":"checkout_ok","eventID":"e1"}';

describe('FlowPay’s signature', () => {
  const verify = (form: 'raw' | 'der'): VerifyOf<'ecdsa'> => ({
    type: 'ecdsa',
    algorithm: 'sha256',
    encoding: 'base64',
    form,
    signature: form === 'raw' ? '{header.x-flowpay-raw-signature}' : '{header.x-flowpay-der-signature}',
    signed: '{header.x-flowpay-timestamp}.{body}',
    publicKey: 'flowpay',
    timestamp: { from: '{header.x-flowpay-timestamp}', unit: 's' },
  });
  const reader = (form: 'raw' | 'der', key = p256.publicKey) =>
    aReader({ verify: verify(form), reference: '= body.eventID' }, { credentials: { flowpay: key }, now });
  const signature = (form: 'raw' | 'der', { key = p256.privateKey, text = `${time}.${body}` } = {}) =>
    sign('sha256', Buffer.from(text), { key, dsaEncoding: form === 'raw' ? 'ieee-p1363' : 'der' });
  const news = (bytes: Buffer, text = body, at = time) =>
    raw(text, {
      'x-flowpay-timestamp': at,
      'x-flowpay-raw-signature': bytes.toString('base64'),
      'x-flowpay-der-signature': bytes.toString('base64'),
    });

  describe.each(['raw', 'der'] as const)('in its %s form', (form) => {
    it('is genuine over time and body', async () => {
      expect(await reader(form)(news(signature(form)))).toMatchObject([{ reference: 'e1' }]);
    });

    it.each([
      ['another body', () => news(signature(form), body.replace('_ok', '_ko'))],
      ['another time', () => news(signature(form), body, String(Number(time) - 1))],
      ['half of it', () => news(signature(form).subarray(0, 32))],
      ['nothing of it', () => news(Buffer.alloc(0))],
      ['zeros', () => news(Buffer.alloc(64))],
      ['the other form', () => news(signature(form === 'raw' ? 'der' : 'raw'))],
      ['another key', () => news(signature(form, { key: anEcKey().privateKey }))],
      ['a time long ago', () => news(signature(form, { text: `1000000000.${body}` }), body, '1000000000')],
    ])('does not fit %s', (_, made) => forged(reader(form)(made())));

    it.each([
      ['of another curve', p384.publicKey],
      ['of RSA', rsa.publicKey],
      ['that is private', p256.privateKey],
      ['that is none', 'hush'],
    ])('is not checked with a key %s', async (_, key) => {
      await expect(reader(form, key)(news(signature(form)))).rejects.toBeInstanceOf(ProviderNotReady);
    });
  });
});

describe('an RSA signature with a fixed key', () => {
  const verify: VerifyOf<'rsa'> = {
    type: 'rsa',
    algorithm: 'sha256',
    encoding: 'hex',
    signature: '{header.x-signature}',
    signed: '{body}',
    publicKey: 'key2',
  };
  const reader = (key2 = rsa.publicKey) =>
    aReader({ verify, reference: '= body.eventID' }, { credentials: { key2 }, now });
  const signed = (text = body, key = rsa.privateKey, hash = 'sha256') =>
    sign(hash, Buffer.from(text), key).toString('hex');

  it('is genuine over the raw body', async () => {
    expect(await reader()(raw(body, { 'x-signature': signed() }))).toMatchObject([{ reference: 'e1' }]);
  });

  it.each([
    ['another body', signed('{}')],
    ['another hash', signed(body, rsa.privateKey, 'sha512')],
    ['another key', signed(body, anRsaKey().privateKey)],
    ['a key of another length', signed(body, anRsaKey(3072).privateKey)],
    ['half of it', signed().slice(0, 256)],
    ['none', ''],
  ])('does not fit %s', (_, signature) => forged(reader()(raw(body, { 'x-signature': signature }))));
});
