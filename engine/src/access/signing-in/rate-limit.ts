import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../../http/index.ts';
import { emailKey } from '../model/index.ts';
import { TooManyRequests } from '../problems.ts';

/** How often signing in may fail before it has to wait. */
export interface SignInLimit {
  /** With one e-mail from one address. */
  perPair: number;
  /** With any e-mail from one address. */
  perAddress: number;
  windowSeconds: number;
}

// An office shares one address, so that limit is wide; guessing one person's password is what the narrow one stops.
export const usualSignInLimit: SignInLimit = { perPair: 5, perAddress: 50, windowSeconds: 15 * 60 };

export interface SignInGuard {
  /**
   * Counts an attempt before the password is looked at, so that attempts at the same moment count too.
   * @throws TooManyRequests saying when to come back
   */
  attempt(email: string, address: string): Promise<void>;
  /** Forgets the attempts of somebody who got in. @param attempts how many it took: a second factor takes two steps */
  succeeded(email: string, address: string, attempts?: number): Promise<void>;
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new TooManyRequests({ retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) });
  }
}

/** Counts in memory: each engine node by itself, so N nodes together allow N times as much. */
export function createSignInGuard({ perPair, perAddress, windowSeconds }: SignInLimit): SignInGuard {
  const pairs = new RateLimiterMemory({ points: perPair, duration: windowSeconds });
  const addresses = new RateLimiterMemory({ points: perAddress, duration: windowSeconds });
  const pair = (email: string, address: string): string => `${networkOf(address)} ${emailKey(email)}`;
  return {
    async attempt(email, address) {
      // The address first: once it is spent, made-up e-mails no longer fill the memory.
      await consume(addresses, networkOf(address));
      await consume(pairs, pair(email, address));
    },
    async succeeded(email, address, attempts = 1) {
      await pairs.delete(pair(email, address));
      await addresses.reward(networkOf(address), attempts);
    },
  };
}

/** Requests of people without a password: links of mails, and mails that are asked for. */
export interface PasswordRequests {
  /** @throws TooManyRequests saying when to come back */
  attempt(address: string): Promise<void>;
}

/** Links cannot be guessed; this is against floods only. */
const timesAsMany = 6;

/** Counts by the address alone: the answer must not depend on whose e-mail is named. */
export function createPasswordRequests({ perAddress, windowSeconds }: SignInLimit): PasswordRequests {
  const addresses = new RateLimiterMemory({ points: perAddress * timesAsMany, duration: windowSeconds });
  return { attempt: (address) => consume(addresses, networkOf(address)) };
}
