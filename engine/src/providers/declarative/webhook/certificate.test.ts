import { generateKeyPairSync, sign } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ForgedWebhook, WebhookNotChecked } from '../../problems.ts';
import { aCertificate, type Certified } from '../a-certificate.ts';
import { aReader, raw } from './a-reader.ts';
import { isTrustedAddress } from './certificate.ts';
import type { WebhookDocument } from './genuine.ts';

const now = new Date('2026-06-01T12:00:00Z');
const root = aCertificate({ subject: 'root.example', isAuthority: true });
const between = aCertificate({ subject: 'issuer.example', by: root, isAuthority: true });
const leaf = aCertificate({ subject: 'webhooks.paypal.com', by: between });
const certUrl = 'https://api.sandbox.paypal.com/certs/CERT-360caa42';

/** PayPal’s, checked on the spot instead of by asking. */
const webhook: WebhookDocument = {
  verify: {
    type: 'rsa',
    algorithm: 'sha256',
    encoding: 'base64',
    signature: '{header.paypal-transmission-sig}',
    signed: '{header.paypal-transmission-id}|{header.paypal-transmission-time}|{credentials.webhookId}|{bodyCrc32}',
    certificate: {
      url: '{header.paypal-cert-url}',
      hosts: ['.paypal.com'],
      subject: 'webhooks.paypal.com',
      root: 'root',
    },
    timestamp: { from: '{header.paypal-transmission-time}', unit: 'iso', toleranceSeconds: 3600 },
  },
  reference: '= body.id',
};
const body = '{"id":"5O190127TN364715T"}';
const signedWith = (
  { privateKey }: Pick<Certified, 'privateKey'>,
  headers: Record<string, string> = {},
  text = body,
) => {
  const signed = `tid|2026-06-01T11:59:00Z|WH1|${crc32(text)}`;
  return raw(body, {
    'paypal-transmission-id': 'tid',
    'paypal-transmission-time': '2026-06-01T11:59:00Z',
    'paypal-transmission-sig': sign('sha256', Buffer.from(signed), privateKey).toString('base64'),
    'paypal-cert-url': certUrl,
    ...headers,
  });
};

/** A web where the certificate lies at any address. */
function web(answer: string | (() => Response), given: { root?: string; now?: Date } = {}) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(String(input));
    return typeof answer === 'string' ? new Response(answer) : answer();
  };
  const credentials = { webhookId: 'WH1', root: given.root ?? root.pem };
  return { asked, read: aReader(webhook, { credentials, now: given.now ?? now, fetch }) };
}
const forged = (news: Promise<unknown>) => expect(news).rejects.toBeInstanceOf(ForgedWebhook);
const chain = leaf.pem + between.pem;

describe('a signature with a certificate', () => {
  it('is genuine when the certificate leads to the root, and the certificate is fetched once', async () => {
    const { read, asked } = web(chain);
    expect(await read(signedWith(leaf))).toMatchObject([{ reference: '5O190127TN364715T' }]);
    await read(signedWith(leaf));
    expect(asked).toEqual([certUrl]);
  });

  it.each([
    ['another body', signedWith(leaf, {}, '{"id":"other"}')],
    ['another key', signedWith(between)],
    ['another time', signedWith(leaf, { 'paypal-transmission-time': '2026-06-01T11:58:00Z' })],
    ['rubbish', signedWith(leaf, { 'paypal-transmission-sig': 'AAAA' })],
  ])('does not fit %s', (_, news) => forged(web(chain).read(news)));

  it.each([
    'https://paypal.com.evil.example/cert',
    'https://evilpaypal.com/cert',
    'https://evil.example/?https://api.paypal.com',
    'https://api.paypal.com@evil.example/cert',
    'https://user:word@api.paypal.com/cert',
    'http://api.paypal.com/cert',
    'https://api.paypal.com:8443/cert',
    'file:///etc/passwd',
    'https://evil.example\\.paypal.com/cert',
    '',
  ])('asks for no certificate at %j', async (url) => {
    const { read, asked } = web(chain);
    await forged(read(signedWith(leaf, { 'paypal-cert-url': url })));
    expect(asked).toEqual([]);
  });

  it('asks for no certificate when the time is old', async () => {
    const { read, asked } = web(chain, { now: new Date('2026-06-01T14:00:00Z') });
    await forged(read(signedWith(leaf)));
    expect(asked).toEqual([]);
  });

  const stranger = aCertificate({ subject: 'root.example', isAuthority: true });
  const own = aCertificate({ subject: 'webhooks.paypal.com' });
  const elsewhere = aCertificate({ subject: 'shop.paypal.com', by: between });
  const over = aCertificate({ subject: 'webhooks.paypal.com', by: root, until: new Date('2026-05-31T00:00:00Z') });
  const early = aCertificate({ subject: 'webhooks.paypal.com', by: root, from: new Date('2026-06-02T00:00:00Z') });
  const byLeaf = aCertificate({ subject: 'webhooks.paypal.com', by: leaf });
  const byStranger = aCertificate({ subject: 'webhooks.paypal.com', by: stranger });
  const authority = aCertificate({ subject: 'webhooks.paypal.com', by: root, isAuthority: true });
  const short = aCertificate({
    subject: 'webhooks.paypal.com',
    by: root,
    keys: generateKeyPairSync('rsa', { modulusLength: 1024 }),
  });
  it.each([
    ['that signed itself', own, own.pem],
    ['without the one between it and the root', leaf, leaf.pem],
    ['made out to another host', elsewhere, elsewhere.pem + between.pem],
    ['that is over', over, over.pem],
    ['that is not in force yet', early, early.pem],
    ['that one without authority issued', byLeaf, byLeaf.pem + chain],
    ['of a root that only has the same name', byStranger, byStranger.pem + stranger.pem],
    ['of an authority itself', authority, authority.pem],
    ['with a key that is too short', short, short.pem],
    ['that is none', leaf, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['that is missing', leaf, 'hello'],
  ])('is not believed with a certificate %s', (_, signer, pem) => forged(web(pem).read(signedWith(signer))));

  it('is not believed with a certificate that no usual root issued, where the document names no root', async () => {
    const { verify } = webhook;
    if (verify.type !== 'rsa' || !verify.certificate) throw new Error('not RSA');
    const { root: _root, ...certificate } = verify.certificate;
    const read = aReader(
      { ...webhook, verify: { ...verify, certificate } },
      { credentials: { webhookId: 'WH1' }, now, fetch: async () => new Response(chain + root.pem) },
    );
    await forged(read(signedWith(leaf)));
  });

  it('is left open while the certificate cannot be had, and looked at anew afterwards', async () => {
    let isDown = true;
    const { read, asked } = web(() => (isDown ? new Response('', { status: 503 }) : new Response(chain)));
    await expect(read(signedWith(leaf))).rejects.toBeInstanceOf(WebhookNotChecked);
    isDown = false;
    expect(await read(signedWith(leaf))).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });

  it('is not refused for a day because its certificate was hidden for a moment', async () => {
    let isHidden = true;
    const { read } = web(() => (isHidden ? new Response('', { status: 403 }) : new Response(chain)));
    await forged(read(signedWith(leaf)));
    isHidden = false;
    expect(await read(signedWith(leaf))).toHaveLength(1);
  });

  it('is not pushed out by strangers, whose certificates are asked for few at a time', async () => {
    const hanging: (() => void)[] = [];
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(String(input));
      if (String(input) === certUrl) return new Response(chain);
      await new Promise<void>((resolve) => hanging.push(resolve));
      return new Response('', { status: 404 });
    };
    const read = aReader(webhook, { credentials: { webhookId: 'WH1', root: root.pem }, now, fetch });
    await read(signedWith(leaf));
    const strangers = Array.from({ length: 50 }, (_, index) =>
      read(signedWith(leaf, { 'paypal-cert-url': `https://api.paypal.com/${index}` })).catch((error: unknown) => error),
    );
    await read(signedWith(leaf));
    await expect.poll(() => hanging.length).toBe(20);
    for (const answer of hanging) answer();
    const refusals = await Promise.all(strangers);
    expect(refusals.filter((refusal) => refusal instanceof ForgedWebhook)).toHaveLength(20);
    expect(refusals.filter((refusal) => refusal instanceof WebhookNotChecked)).toHaveLength(30);
    expect(asked.filter((url) => url === certUrl)).toHaveLength(1);
  });

  it('is fetched anew the next day', async () => {
    const clock = { now };
    const { verify } = webhook;
    if (verify.type !== 'rsa') throw new Error('not RSA');
    const { timestamp: _timestamp, ...timeless } = verify;
    const asked: unknown[] = [];
    const read = aReader(
      { ...webhook, verify: timeless },
      {
        credentials: { webhookId: 'WH1', root: root.pem },
        now: () => clock.now,
        fetch: async (input) => {
          asked.push(input);
          return new Response(chain);
        },
      },
    );
    await read(signedWith(leaf));
    clock.now = new Date('2026-06-02T11:59:00Z');
    await read(signedWith(leaf));
    expect(asked).toHaveLength(1);
    clock.now = new Date('2026-06-02T12:01:00Z');
    await read(signedWith(leaf));
    expect(asked).toHaveLength(2);
    clock.now = new Date('2027-01-02T12:00:00Z');
    await forged(read(signedWith(leaf)));
  });
});

it('lists hosts exactly, or everything below one', () => {
  expect(isTrustedAddress('https://certs.provider.example/a', ['certs.provider.example'])).toBe(true);
  expect(isTrustedAddress('https://x.certs.provider.example/a', ['certs.provider.example'])).toBe(false);
  expect(isTrustedAddress('https://provider.example/a', ['.provider.example'])).toBe(false);
});
