import { X509Certificate } from 'node:crypto';
import { WrongKey } from './keys.ts';

/** All certificates of a PEM text, in their order. @throws what OpenSSL throws for one that it cannot read */
export const certificatesIn = (pem: string): X509Certificate[] =>
  (pem.replaceAll('\\n', '\n').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (block) => new X509Certificate(block),
  );

/** The certificates that a credential holds. @throws WrongKey when there is none */
export function trustedRoots(pem: string): X509Certificate[] {
  try {
    const found = certificatesIn(pem);
    if (found.length > 0) return found;
  } catch {
    // what OpenSSL cannot read is no certificate: said below
  }
  throw new WrongKey('certificate-unreadable');
}
