import Koa from 'koa';
import type { Logger } from 'pino';
import type { Access } from '../access/index.ts';
import type { Clock } from '../clock.ts';
import {
  decisionOf,
  furtherOf,
  limitedByAddress,
  limitedByCaller,
  limitedByCheckout,
  named,
  permissionsPolicy,
  problems,
  refuseCardNumbersAround,
  securityHeaders,
  unstored,
  type HubRouter,
  type HubState,
  type RateLimits,
} from '../http/index.ts';
import type { Metrics } from '../metrics/index.ts';

export interface ServingOptions {
  log: Logger;
  now: Clock;
  metrics: Metrics;
  access: Access;
  publicUrl: string;
  trustProxy: boolean;
  rateLimits: RateLimits;
  routers: readonly HubRouter[];
}

/** What every request goes through, in this order, before it reaches its room. */
export function createServing({
  log,
  now,
  metrics,
  access,
  publicUrl,
  trustProxy,
  rateLimits,
  routers,
}: ServingOptions) {
  const koa = new Koa<HubState>({
    proxy: trustProxy,
    // The last address is the one that the proxy in front has seen; whatever stands before it, the caller made up.
    ...(trustProxy && { maxIpsCount: 1 }),
  });
  koa.silent = true;
  koa.on('error', (error: NodeJS.ErrnoException) => {
    // A browser that leaves before the end is no fault of anybody's.
    const isLeaving =
      error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'EPIPE';
    log[isLeaving ? 'debug' : 'error']({ err: error }, 'a response failed');
  });
  koa.use(named(log, now, (answered) => metrics.answered(answered)));
  koa.use(securityHeaders(publicUrl.startsWith('https:')));
  koa.use(permissionsPolicy);
  koa.use(unstored);
  koa.use(problems(log));
  koa.use(limitedByAddress(rateLimits));
  koa.use(refuseCardNumbersAround);
  koa.use(access.identify);
  koa.use(limitedByCaller(rateLimits));
  koa.use(limitedByCheckout(rateLimits));
  for (const router of routers) koa.use(router.routes()).use(router.allowedMethods());
  return koa;
}

/** Every action that some route asks for. */
export function actionsOf(routers: readonly HubRouter[]): string[] {
  const asked = routers.flatMap(({ stack }) =>
    stack.flatMap((layer) => layer.stack.flatMap((middleware) => [decisionOf(middleware), furtherOf(middleware)])),
  );
  return [...new Set(asked.flatMap((each) => (each && 'action' in each ? [each.action] : [])))].sort();
}
