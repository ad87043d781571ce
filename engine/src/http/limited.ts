import { problem } from '@pih/schemas';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { HubContext, HubMiddleware } from './context.ts';
import { networkOf } from './network.ts';

export const TooManyRequests = problem<{ retryAfterSeconds: number }>({
  type: 'too-many-calls',
  status: 429,
  title: 'Too many requests',
  detail: ({ retryAfterSeconds }) => `Wait ${retryAfterSeconds} seconds and try again.`,
});

/** How many requests a minute are answered. Each engine counts by itself, so N of them together answer N times as many. */
export interface RateLimits {
  /** Of one network address, as long as nobody is recognised. */
  address: number;
  /** Of one API key, or one operator. */
  caller: number;
  /** About one payment, by one shopper. */
  checkout: number;
}

const windowSeconds = 60;

interface Policy {
  /** Counts one request, and tells in the answer what is left. @throws TooManyRequests */
  take(ctx: HubContext, key: string): Promise<void>;
  giveBack(key: string): Promise<void>;
}

/**
 * Counts by a key, and says in two header fields how many requests the policy has (q) in how many seconds (w), how many
 * remain (r), and in how many seconds it begins anew (t): draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4.
 */
function policyOf(name: string, perMinute: number): Policy {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: windowSeconds });
  const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
  const tell = (ctx: HubContext, { remainingPoints, msBeforeNext }: RateLimiterRes): void => {
    ctx.set('RateLimit-Policy', `"${name}";q=${perMinute};w=${windowSeconds}`);
    ctx.set('RateLimit', `"${name}";r=${Math.max(0, remainingPoints)};t=${seconds(msBeforeNext)}`);
  };
  return {
    async take(ctx, key) {
      try {
        tell(ctx, await limiter.consume(key));
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        tell(ctx, refused);
        throw new TooManyRequests({ retryAfterSeconds: seconds(refused.msBeforeNext) });
      }
    },
    async giveBack(key) {
      await limiter.reward(key, 1);
    },
  };
}

/** What watches over the engine asks from the same address as everybody, when a proxy stands before both. */
const isProbe = (path: string): boolean => /^\/(?:health\/(?:live|ready)|healthz|readyz)$/.test(path);

/**
 * Holds back a network that asks too often without being recognised. It counts before anybody is, so that forged keys
 * cost no look-up, and gives the count back afterwards: a shop's servers are held back by their key, not by their address.
 */
export function limitedByAddress({ address }: Pick<RateLimits, 'address'>): HubMiddleware {
  const policy = policyOf('address', address);
  return async (ctx, next) => {
    if (isProbe(ctx.path)) return next();
    const network = networkOf(ctx.ip);
    await policy.take(ctx, network);
    try {
      await next();
    } finally {
      if (ctx.state.caller) await policy.giveBack(network);
    }
  };
}

/** Holds back a key or an operator that asks too often: one that runs wild must not use the engine up for the others. */
export function limitedByCaller({ caller }: Pick<RateLimits, 'caller'>): HubMiddleware {
  const policies = { api_key: policyOf('key', caller), operator: policyOf('operator', caller) };
  return async (ctx, next) => {
    const asking = ctx.state.caller;
    if (asking) await policies[asking.type].take(ctx, asking.id);
    await next();
  };
}

/**
 * The token that an address is about, however it is escaped there, as the route will read it. What cannot be a token leads
 * nowhere and is not remembered: whoever asks may make up as many as they like, as long as an address can be.
 */
function tokenIn(path: string): string | undefined {
  const written = /^\/v1\/checkout\/([^/]{1,300})(?:\/|$)/.exec(path)?.[1] ?? '';
  try {
    return /^[\w-]{20,100}$/.exec(decodeURIComponent(written))?.[0];
  } catch {
    return undefined;
  }
}

/** Holds back a shopper, or a link that went astray: each request about a payment may cost a question to its provider. */
export function limitedByCheckout({ checkout }: Pick<RateLimits, 'checkout'>): HubMiddleware {
  const policy = policyOf('checkout', checkout);
  return async (ctx, next) => {
    const token = tokenIn(ctx.path);
    // By the address too, so that who learns of a link cannot close it for its shopper.
    if (token !== undefined && !ctx.state.caller) await policy.take(ctx, `${token} ${networkOf(ctx.ip)}`);
    await next();
  };
}
