import { timingSafeEqual } from 'node:crypto';
import { Shelf } from '../shelf.ts';
import type { PayPalSettings } from './account.ts';

const lifetimeSeconds = 32_400;

export interface Tokens {
  /** A token for the right credentials (HTTP Basic), else nothing. */
  issue(authorization: string): { access_token: string; expires_in: number } | undefined;
  /** Whether a `Bearer` header carries a token that was issued and is not over. */
  accepts(authorization: string): boolean;
}

/** OAuth 2 client credentials: tokens that end after nine hours, as the real ones do. */
export function createTokens(settings: PayPalSettings, now: () => Date, random: () => string): Tokens {
  const expiries = new Shelf<number>(1_000);
  return {
    issue(authorization) {
      const credentials = Buffer.from(authorization.replace(/^basic /i, ''), 'base64');
      if (!sameBytes(credentials, Buffer.from(`${settings.clientId}:${settings.clientSecret}`))) return undefined;
      const token = `A21AA${random()}`;
      expiries.put(token, now().getTime() + lifetimeSeconds * 1000);
      return { access_token: token, expires_in: lifetimeSeconds };
    },
    accepts(authorization) {
      const token = /^bearer (\S+)$/i.exec(authorization)?.[1];
      const expiry = token === undefined ? undefined : expiries.get(token);
      return expiry !== undefined && expiry > now().getTime();
    },
  };
}

const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
