import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** One element of ASN.1 in DER (X.690): its tag, its length, its parts. */
function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const name = (text: string) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, text))));
const time = (at: Date) => der(0x18, `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`);
const yes = der(0x01, Buffer.from([0xff]));
const sha256WithRsa = sequence(oid('2a864886f70d01010b'), der(0x05));

export interface Certified {
  readonly pem: string;
  readonly privateKey: KeyObject;
  readonly subject: string;
}
interface Given {
  subject: string;
  /** Itself, when absent. */
  by?: Certified;
  isAuthority?: boolean;
  from?: Date;
  until?: Date;
  keys?: { publicKey: KeyObject; privateKey: KeyObject };
}

let serial = 1;

/** For tests: a certificate (RFC 5280) made out to a host name, issued by another one or by itself. */
export function aCertificate({
  subject,
  by,
  isAuthority = false,
  from = new Date('2026-01-01T00:00:00Z'),
  until = new Date('2027-01-01T00:00:00Z'),
  keys = generateKeyPairSync('rsa', { modulusLength: 2048 }),
}: Given): Certified {
  const constraints = sequence(oid('551d13'), yes, der(0x04, isAuthority ? sequence(yes) : sequence()));
  const names = sequence(oid('551d11'), der(0x04, sequence(der(0x82, subject))));
  const told = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([(serial += 1)])),
    sha256WithRsa,
    name(by?.subject ?? subject),
    sequence(time(from), time(until)),
    name(subject),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(constraints, names)),
  );
  const signature = sign('sha256', told, by?.privateKey ?? keys.privateKey);
  const whole = sequence(told, sha256WithRsa, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  return { pem, privateKey: keys.privateKey, subject };
}
