import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { secretBytes } from '../keys.ts';
import { keyFrom, type Check, type CheckNeeds, type VerifyOf } from './genuine.ts';
import { signedNews } from './signed.ts';

/** RFC 2104, or a plain hash over a text that contains a secret. Compared in constant time. */
export const hmacCheck =
  (needs: CheckNeeds, verify: VerifyOf<'hmac' | 'hash'>): Check =>
  async (received) => {
    const hash =
      verify.type === 'hash'
        ? createHash(verify.algorithm)
        : createHmac(
            verify.algorithm,
            await keyFrom(needs, verify.credential, (text) => secretBytes(text, verify.keyEncoding)),
          );
    const signed = await signedNews(needs, verify, received);
    if (!signed) return undefined;
    const expected = hash.update(signed.bytes).digest();
    return signed.signatures.some((given) => isSame(given, expected)) ? {} : undefined;
  };

const isSame = (given: Buffer, expected: Buffer): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected);
