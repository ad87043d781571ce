import { createHash, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { tokenKeyOf } from '../keys.ts';
import { fillText, parseTemplate } from '../templates.ts';
import { keyFrom, type Check, type CheckNeeds, type VerifyOf } from './genuine.ts';
import { textAt, type Received } from './received.ts';

/** RFC 7519, with exactly one algorithm and a key made for it, so that a token cannot choose how it is verified. */
export const jwtCheck =
  (needs: CheckNeeds, verify: VerifyOf<'jwt'>): Check =>
  async (received) => {
    const token = tokenIn(received, verify);
    if (token === undefined) return undefined;
    const key = await keyFrom(needs, verify.credential, (text) => tokenKeyOf(text, verify.algorithm));
    const now = needs.deps.now();
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [verify.algorithm],
        currentDate: now,
        ...(verify.issuer !== undefined && { issuer: verify.issuer }),
        ...(verify.audience !== undefined && { audience: verify.audience }),
      });
      return isFresh(payload, verify, now) && isAboutBody(payload, verify, received) ? { claims: payload } : undefined;
    } catch (fault) {
      if (fault instanceof errors.JOSEError) return undefined;
      throw fault;
    }
  };

function tokenIn(received: Received, { token, prefix = '' }: VerifyOf<'jwt'>): string | undefined {
  const text = fillText(parseTemplate(token), (part) =>
    part === 'body' ? received.raw.body.toString('utf8').trim() : textAt(received, part),
  );
  return text.startsWith(prefix) && text.length > prefix.length ? text.slice(prefix.length) : undefined;
}

/** A token without a time would be good for ever. */
function isFresh({ iat, exp }: JWTPayload, { toleranceSeconds = 300 }: VerifyOf<'jwt'>, now: Date): boolean {
  if (iat === undefined) return exp !== undefined;
  return Math.abs(now.getTime() / 1000 - iat) <= toleranceSeconds;
}

function isAboutBody(
  payload: JWTPayload,
  { bodyClaim, bodyEncoding = 'hex' }: VerifyOf<'jwt'>,
  { raw }: Received,
): boolean {
  if (bodyClaim === undefined) return true;
  const claim = payload[bodyClaim];
  if (typeof claim !== 'string') return false;
  const expected = createHash('sha256').update(raw.body).digest();
  const given = Buffer.from(claim, bodyEncoding);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
