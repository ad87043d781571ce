import Router from '@koa/router';
import type { Middleware, ParameterizedContext } from 'koa';
import type { Viewer } from './viewer.ts';

/** Who is asking: an operator with a session or one of the merchant's systems with an API key. */
export interface Caller {
  type: 'operator' | 'api_key';
  id: string;
  name: string;
  /** Ids of role documents. */
  roles: readonly string[];
}

/** What middleware hands to the routes. */
export interface HubState {
  /** Names this request in logs and answers. */
  requestId: string;
  /** The type of the problem that is answered; absent when all went well. */
  problem?: string;
  /** Absent until somebody is recognised. */
  caller?: Caller;
  /**
   * Whether the roles of the caller allow an action, on some payments at least where it is about payments; false when
   * nobody is recognised.
   */
  can: (action: string) => Promise<boolean>;
  /** What the caller may see: on which payments an action is allowed, and which personal fields are masked. */
  viewer: Viewer;
  /** Set when a session cookie was used on a changing request without the right X-CSRF-Token. */
  csrfMissing?: boolean;
  /** Set when the operator's roles need a second factor that they have not set up: they may set it up and nothing else. */
  secondFactorMissing?: boolean;
  /** The body, validated by the schema that the route names. */
  input?: unknown;
  /** The query of the address, validated by the schema that the route names. */
  query?: unknown;
  /** The caller's name for one intention, from the Idempotency-Key header. */
  intention?: Intention;
}

/** One intention of a caller: repeated with the same key, it happens once. */
export interface Intention {
  /** Unique over all callers. */
  key: string;
  /** Of method, path and body; the same key with another fingerprint is refused. */
  fingerprint: string;
}

export type HubContext = ParameterizedContext<HubState>;
export type HubMiddleware = Middleware<HubState>;
export type HubRouter = Router<HubState>;

/** Capitals count: what goes by the beginning of an address, such as limits, must not be passed by by writing "/V1". */
export const newRouter = (): HubRouter => new Router<HubState>({ sensitive: true });
