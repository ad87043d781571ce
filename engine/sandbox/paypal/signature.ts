import { generateKeyPair, type KeyObject, type KeyPairKeyObjectResult, randomUUID, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';

/** What PayPal sends along with an event and asks back for verification. */
export interface Transmission {
  readonly id: string;
  readonly time: string;
  readonly signature: string;
  readonly algorithm: string;
  readonly certUrl: string;
}

export interface Signer {
  /** The PAYPAL-* headers for one try at delivering a body. */
  headersFor(body: string): Record<string, string>;
  /** Whether a transmission belongs to this body and this webhook, and was signed here. */
  vouchesFor(transmission: Transmission, webhookId: string, body: string): boolean;
  /** The public key as PEM (SPKI; the real PayPal publishes an X.509 certificate instead). */
  readonly publicKey: string;
}

const algorithm = 'SHA256withRSA';

let made: Promise<KeyPairKeyObjectResult> | undefined;
/** Making an RSA key takes a good part of a second, so sandboxes of one process share it. */
const keyPair = (): Promise<KeyPairKeyObjectResult> =>
  (made ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }));

/**
 * PayPal's webhook signature: RSA-SHA256 over `<transmission id>|<time>|<webhook id>|<CRC32 of the raw body>`
 * (https://developer.paypal.com/api/rest/webhooks/rest/). Each process makes one key pair for itself.
 */
export async function createSigner(webhookId: string, certUrl: string, now: () => Date): Promise<Signer> {
  const pair = await keyPair();
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    headersFor(body) {
      const id = randomUUID();
      const time = `${now().toISOString().slice(0, 19)}Z`;
      return {
        'paypal-transmission-id': id,
        'paypal-transmission-time': time,
        'paypal-transmission-sig': signText(signedText(id, time, webhookId, body), pair.privateKey),
        'paypal-auth-algo': algorithm,
        'paypal-cert-url': certUrl,
      };
    },
    vouchesFor(transmission, askedFor, body) {
      if (transmission.algorithm !== algorithm || transmission.certUrl !== certUrl || askedFor !== webhookId)
        return false;
      const text = signedText(transmission.id, transmission.time, askedFor, body);
      return verify('sha256', Buffer.from(text), pair.publicKey, Buffer.from(transmission.signature, 'base64'));
    },
  };
}

const signedText = (id: string, time: string, webhookId: string, body: string): string =>
  `${id}|${time}|${webhookId}|${crc32(body)}`;

const signText = (text: string, key: KeyObject): string => sign('sha256', Buffer.from(text), key).toString('base64');
