import { newId } from '@pih/schemas';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { redactText } from '../redaction/index.ts';
import { inScope, providerMs, scope, type Origin } from '../request-scope.ts';
import type { HubContext, HubMiddleware } from './context.ts';

/** How a request went. Nothing in it names a person or a payment, so it may be counted by any of it. */
export interface Answered {
  method: string;
  /** The pattern of the route, such as "/v1/payments/:id"; "none" where there is no such route. */
  route: string;
  status: number;
  /** What went wrong: the type of the problem that was answered. */
  problem?: string;
  /** From the last byte of the request's head to its answer, in milliseconds. */
  ms: number;
  /** How much of it went into waiting for providers. */
  providerMs: number;
}

const wellFormed = /^[A-Za-z0-9][\w.-]{7,63}$/;

/** What the caller names its request, unless somebody could be found or let in by it. */
function namedByCaller(ctx: HubContext): string | undefined {
  const id = ctx.get('X-Request-Id');
  return wellFormed.test(id) && redactText(id) === id ? id : undefined;
}

function howItWent(ctx: HubContext, startedAt: number): Answered {
  const route = (ctx as { _matchedRoute?: unknown })._matchedRoute;
  const { problem } = ctx.state;
  const current = scope();
  return {
    method: ctx.method,
    route: route === undefined ? 'none' : String(route),
    status: ctx.status,
    ...(problem && { problem }),
    ms: performance.now() - startedAt,
    providerMs: current ? providerMs(current) : 0,
  };
}

const longestUserAgent = 200;

/** Where a request comes from. What browsers call themselves may be anything, so it is kept as text without secrets. */
function originOf(ctx: HubContext): Omit<Origin, 'request'> {
  const userAgent = redactText(ctx.get('user-agent').slice(0, longestUserAgent));
  return { address: ctx.ip, ...(userAgent && { userAgent }) };
}

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS']);
const rounded = (ms: number): number => Math.round(ms * 100) / 100;

/**
 * Names the request: by the X-Request-Id that came with it, when it is one (8 to 64 letters, digits, hyphens, dots and
 * underscores), else by a new one. The answer has the same header, every line of the log in between the same `request`, and
 * answers of the API say in Server-Timing how long the hub itself took, and how long it waited for providers (W3C Server
 * Timing, section 3). Logged is the pattern of the route: addresses may carry tokens and names.
 * @param tell hears how each request went
 */
export function named(log: Logger, now: Clock, tell: (answered: Answered) => void = () => undefined): HubMiddleware {
  return (ctx, next) => {
    const startedAt = performance.now();
    const id = namedByCaller(ctx) ?? newId('request', now());
    ctx.state.requestId = id;
    ctx.set('X-Request-Id', id);
    return inScope(
      id,
      async () => {
        await next();
        const answered = howItWent(ctx, startedAt);
        const { method, route, status, problem, ms, providerMs } = answered;
        const ownMs = Math.max(0, ms - providerMs);
        if (/^\/(?:v1|webhooks)\//.test(ctx.path))
          ctx.set('Server-Timing', `hub;dur=${ownMs.toFixed(2)}, provider;dur=${providerMs.toFixed(2)}`);
        const level = status >= 500 ? 'warn' : changesNothing.has(method) ? 'debug' : 'info';
        log[level](
          {
            method,
            route,
            status,
            problem,
            ms: rounded(ms),
            providerMs: rounded(providerMs),
            caller: ctx.state.caller?.id,
          },
          'answered',
        );
        tell(answered);
      },
      originOf(ctx),
    );
  };
}
