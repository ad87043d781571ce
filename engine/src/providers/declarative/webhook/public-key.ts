import { constants, verify as verifySignature, type KeyObject } from 'node:crypto';
import { publicKeyOf } from '../keys.ts';
import { keyFrom, type Check, type CheckNeeds, type VerifyOf } from './genuine.ts';
import type { CertificateKey } from './certificate.ts';
import { signedNews } from './signed.ts';

/** RSASSA-PKCS1-v1_5 with a fixed key or one from a certificate. */
export const rsaCheck =
  (needs: CheckNeeds, verify: VerifyOf<'rsa'>, certificateKey: CertificateKey): Check =>
  async (received) => {
    const signed = await signedNews(needs, verify, received);
    if (!signed) return undefined;
    const key = await rsaKey(needs, verify, () => certificateKey(received));
    if (!key) return undefined;
    const fits = (signature: Buffer) =>
      verifySignature(verify.algorithm, signed.bytes, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return signed.signatures.some(fits) ? {} : undefined;
  };

const rsaKey = (
  needs: CheckNeeds,
  { publicKey }: VerifyOf<'rsa'>,
  fromCertificate: () => Promise<KeyObject | undefined>,
): Promise<KeyObject | undefined> =>
  publicKey === undefined ? fromCertificate() : keyFrom(needs, publicKey, (pem) => publicKeyOf(pem, 'RS256'));

/** ECDSA on P-256 (FIPS 186-5); a raw signature is r and s, 32 bytes each. */
export const ecdsaCheck =
  (needs: CheckNeeds, verify: VerifyOf<'ecdsa'>): Check =>
  async (received) => {
    const signed = await signedNews(needs, verify, received);
    if (!signed) return undefined;
    const key = await keyFrom(needs, verify.publicKey, (pem) => publicKeyOf(pem, 'ES256'));
    const dsaEncoding = verify.form === 'raw' ? 'ieee-p1363' : 'der';
    const fits = (signature: Buffer) =>
      verifySignature(verify.algorithm, signed.bytes, { key, dsaEncoding }, signature);
    return signed.signatures.some(fits) ? {} : undefined;
  };
