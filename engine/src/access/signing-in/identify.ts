import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, HubMiddleware } from '../../http/index.ts';
import type { ApiKeys } from '../keys/api-keys.ts';
import { sessionTokenOf } from './cookie.ts';
import type { Permissions } from '../scopes/enforcer.ts';
import type { Operators } from '../people/operators.ts';
import type { Security } from './security.ts';
import type { Sessions } from './sessions.ts';
import { csrfTokenOf, isSame } from './tokens.ts';
import { nobody, viewerFor } from '../scopes/viewer.ts';

/** Somebody who has shown a session or a key that holds. */
export interface Recognised {
  caller: Caller;
  /** What a changing request must send as X-CSRF-Token; only sessions need it, as browsers send cookies unasked. */
  csrfToken?: string;
  /** Their roles need a second factor, and they have none: they may set one up and nothing else. */
  lacksSecondFactor?: true;
}

interface Sources {
  /** Whether browsers reach the hub by https; sessions then come in a cookie that only the hub itself can set. */
  secureCookies: boolean;
  operators: Operators;
  sessions: Sessions;
  apiKeys: ApiKeys;
  security: Pick<Security, 'needsSecondFactor'>;
}

/** The credentials of "Authorization: Bearer …" (RFC 6750, section 2.1); undefined without that scheme. */
function bearerOf({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  const match = /^bearer(?: +(.*))?$/i.exec(authorization);
  return match ? (match[1] ?? '').trim() : undefined;
}

/**
 * Finds out who sends these headers. A key counts instead of a session, not beside it: a wrong key is nobody, whatever
 * cookie comes along.
 */
export function createRecognise({ secureCookies, operators, sessions, apiKeys, security }: Sources) {
  async function byKey(key: string): Promise<Recognised | undefined> {
    const found = await apiKeys.use(key);
    return found && { caller: { type: 'api_key', id: found._id, name: found.name, roles: found.roles } };
  }

  async function bySession(token: string): Promise<Recognised | undefined> {
    const operatorId = await sessions.use(token);
    // The operator is read each time, so that new roles and disabling count from the next request on.
    const operator = operatorId && (await operators.active(operatorId));
    if (!operator) return undefined;
    const { id, name, roles, secondFactor } = operator;
    const lacksSecondFactor = !secondFactor.isOn && security.needsSecondFactor(roles);
    return {
      caller: { type: 'operator', id, name, roles },
      csrfToken: csrfTokenOf(token),
      ...(lacksSecondFactor && { lacksSecondFactor }),
    };
  }

  return async (headers: IncomingHttpHeaders): Promise<Recognised | undefined> => {
    const key = bearerOf(headers);
    if (key !== undefined) return byKey(key);
    const token = sessionTokenOf(headers, secureCookies);
    return token === undefined ? undefined : bySession(token);
  };
}

export type Recognise = ReturnType<typeof createRecognise>;

/** Methods that change nothing (RFC 9110, section 9.2.1). */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Tells every route who is asking and what they may do; refuses nobody, that is up to `may`. */
export function identifyWith(recognise: Recognise, permissions: Permissions): HubMiddleware {
  return async (ctx, next) => {
    const recognised = await recognise(ctx.req.headers);
    const isReady = recognised !== undefined && !recognised.lacksSecondFactor;
    ctx.state.can = async (action) => isReady && permissions.can(recognised.caller.roles, action);
    ctx.state.viewer = isReady ? viewerFor(recognised.caller, permissions) : nobody;
    if (recognised?.lacksSecondFactor) ctx.state.secondFactorMissing = true;
    if (recognised) {
      const { caller, csrfToken } = recognised;
      ctx.state.caller = caller;
      const proven =
        csrfToken === undefined || safeMethods.has(ctx.method) || isSame(ctx.get('X-CSRF-Token'), csrfToken);
      if (!proven) ctx.state.csrfMissing = true;
    }
    await next();
  };
}
