import { problem, parseBody, InvalidInput, type ApiBody, type BodyOf } from '@pih/schemas';
import { BodyBroken, BodyTooLarge, EncodingUnknown, readBody, refuseCharsets } from './body.ts';
import { CardNumber, refuseCardNumbers } from './card-numbers.ts';
import type { HubContext, HubMiddleware } from './context.ts';
import { marked } from './describe.ts';
import { BrokenJson, FieldNameRefused, jsonOf, NestedTooDeep, TooManyEntries } from './json.ts';

export const NotJson = problem<{ contentType: string }>({
  type: 'not-json',
  status: 415,
  title: 'The body must be JSON',
  detail: ({ contentType }) => `Send "Content-Type: application/json"; it was "${contentType || 'absent'}".`,
});

interface Limit {
  bytes: number;
  /** Of one list, or fields of one object. */
  entries: number;
}

/** Bodies are orders and documents; the largest document, a flow of 2,000 nodes, stays under this. */
const limits: Partial<Record<ApiBody, Limit>> = {
  'draft-request': { bytes: 2_000_000, entries: 6_000 },
  'simulation-request': { bytes: 2_000_000, entries: 6_000 },
  'back-test-request': { bytes: 2_000_000, entries: 6_000 },
  // A whole configuration: some hundreds of documents.
  'import-request': { bytes: 20_000_000, entries: 6_000 },
  // Whoever sends these has shown nothing yet, so looking at them must cost little.
  'sign-in': { bytes: 4_000, entries: 20 },
  'second-factor-sign-in': { bytes: 4_000, entries: 20 },
  'invitation-acceptance': { bytes: 4_000, entries: 20 },
  'password-reset-request': { bytes: 4_000, entries: 20 },
  'password-reset': { bytes: 4_000, entries: 20 },
  'token-request': { bytes: 4_000, entries: 20 },
  'attempt-request': { bytes: 32_000, entries: 200 },
};
const usualLimit: Limit = { bytes: 256_000, entries: 1_000 };

/** Bodies that hold a password or a key: what was wrong in them is said without repeating it. */
const confidential: ReadonlySet<ApiBody> = new Set<ApiBody>([
  'invitation-acceptance',
  'operator-request',
  'password-proof',
  'password-request',
  'password-reset',
  'second-factor-code',
  'second-factor-sign-in',
  'secret-request',
  'sign-in',
  'token-request',
]);

function validated(body: ApiBody, value: unknown): unknown {
  try {
    return parseBody(body, value);
  } catch (error) {
    if (!(error instanceof InvalidInput) || !confidential.has(body)) throw error;
    const { what, errors } = error.facts;
    throw new InvalidInput({ what, errors: errors.map(({ path, rule, message }) => ({ path, rule, message })) });
  }
}

/** What reading a body may answer. */
const problemsOfBodies = [
  NotJson,
  EncodingUnknown,
  BodyTooLarge,
  BodyBroken,
  BrokenJson,
  NestedTooDeep,
  TooManyEntries,
  FieldNameRefused,
  CardNumber,
  InvalidInput,
];

/**
 * Reads, parses and validates the body once, at the border; the route finds it with `inputOf`.
 * @throws NotJson, EncodingUnknown, BodyTooLarge, BodyBroken, BrokenJson, NestedTooDeep, TooManyEntries,
 *   FieldNameRefused, CardNumber or InvalidInput
 */
export function input(body: ApiBody): HubMiddleware {
  const { bytes, entries } = limits[body] ?? usualLimit;
  const read: HubMiddleware = async (ctx, next) => {
    const empty = !ctx.get('transfer-encoding') && Number(ctx.get('content-length') || 0) === 0;
    if (!empty && !ctx.is('application/json', '+json')) throw new NotJson({ contentType: ctx.get('content-type') });
    refuseCharsets(ctx.req);
    const value = jsonOf(await readBody(ctx.req, bytes), entries);
    refuseCardNumbers(value);
    ctx.state.input = validated(body, value);
    await next();
  };
  return marked(read, { body, problems: problemsOfBodies });
}

/** The validated body of a route that names the same schema in `input`. */
export const inputOf = <B extends ApiBody>(ctx: HubContext, _body: B): BodyOf[B] => ctx.state.input as BodyOf[B];
