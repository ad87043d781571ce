import type { apiSchemas, ApiBody, parameterSchemas } from '@pih/schemas';
import type { HubMiddleware } from './context.ts';

/** The chapters of the published description, in its order. */
export const chapters = {
  Payments:
    'Orders to be paid: taken in, looked up, captured, canceled, refunded. For the merchant’s systems and operators.',
  Invoices: 'Invoices of payments and credit notes of refunds: issued once, numbered without gaps, never changed.',
  Messages: 'What shoppers are told, by mail or any other channel: what became of each message, previews, tests.',
  Jobs: 'Work in the background: one action for many payments, lists as files. Looked at, paused, canceled, gone on with.',
  Checkout:
    'What a shopper’s front end asks, by the unguessable token of a payment. The ready-made pages use nothing else.',
  Webhooks: 'Where providers report. Each report is verified by its provider’s own scheme before anything is read.',
  Configuration: 'The documents that describe everything: drafts, checks, publications, revisions, secrets.',
  Audit: 'What was done, by whom and from where: a trail that is only ever added to, and whose changes are found.',
  Access: 'Sessions of operators, operators and API keys.',
  Service: 'For who runs the engine, and what else is public.',
  Demo: 'The demo shop. It exists beside the simulators only, never in production.',
} as const;

type Schema = keyof typeof apiSchemas;

/** A kind of problem, as `problem()` defines it. */
interface KindOfProblem {
  readonly type: string;
}

/** What a route answers when all went well. */
export type Success =
  | { status: 200 | 201 | 202; body: Schema }
  | { status: 204 | 302 | 303 }
  | { status: 200; media: 'application/pdf' | 'text/csv' | 'image/svg+xml' | 'text/plain' | 'text/html' }
  /** Server-sent events (WHATWG HTML, section 9.2): the schema is of one event's data. */
  | { status: 200; events: Schema };

/** What people and programs are told about a route, beyond what its other middleware says of itself. */
export interface Description {
  /** The name of the operation, for generated clients: unique, `verbThing`. */
  name: string;
  chapter: keyof typeof chapters;
  /** A few words for a list. */
  summary: string;
  /** More, in Markdown. */
  more?: string;
  /** The schema of each parameter in the path, by its name there. */
  path?: Record<string, keyof typeof parameterSchemas>;
  success: Success;
  /** A second status that is no problem either, such as "not ready", and what it says. */
  orElse?: { status: number; body: Schema; says?: string };
  /** What the route itself may answer when it does not go well. */
  problems?: readonly KindOfProblem[];
  /** Open to all, but says or ends what belongs to the session of the cookie. */
  ofSession?: true;
  /** A body that no schema of ours describes, such as a provider's webhook. */
  foreignBody?: string;
}

/** What one middleware adds to the description of its route. */
export interface Mark {
  description?: Description;
  /** Why a route is not part of the described API. */
  leftOut?: string;
  body?: ApiBody;
  query?: ApiBody;
  /** The route reads the Idempotency-Key header. */
  isIdempotent?: true;
  /** What this middleware may answer. */
  problems?: readonly KindOfProblem[];
}

const marks = new WeakMap<object, Mark>();

/** Notes what a middleware does to a request, where it is made, so that no second list of routes has to be kept. */
export function marked(middleware: HubMiddleware, mark: Mark): HubMiddleware {
  marks.set(middleware, mark);
  return middleware;
}

/** What a middleware says of itself; undefined for one that says nothing. */
export const markOf = (middleware: object): Mark | undefined => marks.get(middleware);

const pass = (): HubMiddleware => (_ctx, next) => next();

/** Describes a route for the published API; each route has this or `leftOut`. A test walks all routes with it. */
export const described = (description: Description): HubMiddleware => marked(pass(), { description });

/** Leaves a route out of the published API, and says why that is right. */
export const leftOut = (why: string): HubMiddleware => marked(pass(), { leftOut: why });
