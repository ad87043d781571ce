import { newId } from '@pih/schemas';
import helmet from 'koa-helmet';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { problem } from '@pih/schemas';
import type { Clock } from '../clock.ts';
import type { HubMiddleware } from './context.ts';
import { networkOf } from './network.ts';

/** Names the request, and logs how it went by the pattern of its route: addresses may carry tokens and names. */
export function named(log: Logger, now: Clock): HubMiddleware {
  return async (ctx, next) => {
    const startedAt = performance.now();
    ctx.state.requestId = newId('request', now());
    ctx.set('X-Request-Id', ctx.state.requestId);
    await next();
    const route = (ctx as { _matchedRoute?: unknown })._matchedRoute;
    log.debug(
      {
        request: ctx.state.requestId,
        method: ctx.method,
        route,
        status: ctx.status,
        ms: Math.round(performance.now() - startedAt),
      },
      'answered',
    );
  };
}

/** Security headers. Nothing from elsewhere is loaded, nothing inline runs, nobody frames us. */
export const securityHeaders = (isHttps: boolean): HubMiddleware =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        // Plain HTTP must work beyond localhost: on a first evening with the hub nobody has a certificate.
        ...(isHttps && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: isHttps,
  }) as HubMiddleware;

const TooManyRequests = problem<{ retryAfterSeconds: number }>({
  type: 'too-many-calls',
  status: 429,
  title: 'Too many requests',
  detail: ({ retryAfterSeconds }) => `Wait ${retryAfterSeconds} seconds and try again.`,
});

/** Answers of the API are for who asked, and are not kept on the way; a route may say otherwise. */
export const unstored: HubMiddleware = async (ctx, next) => {
  if (ctx.path.startsWith('/v1/')) ctx.set('Cache-Control', 'no-store');
  await next();
};

/**
 * Holds back a network that asks too often without being recognised. It counts before anybody is, so that forged keys
 * cost no look-up, and gives the count back afterwards: a shop at its busiest is never held back.
 */
export function limited(perMinute: number): HubMiddleware {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (ctx, next) => {
    const network = networkOf(ctx.ip);
    try {
      await limiter.consume(network);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new TooManyRequests({ retryAfterSeconds: Math.ceil(refused.msBeforeNext / 1000) });
    }
    try {
      await next();
    } finally {
      if (ctx.state.caller) await limiter.reward(network, 1);
    }
  };
}
