import { createHash } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import type { Document, Judge, Known, Parameter } from './document.ts';
import { validOf } from './from-schema.ts';
import { spoiled, written } from './spoil.ts';
import { endsSession, fitRoleFor, isForPeople, meaningful, type Caller, type World } from './world.ts';

/** One request to an operation, and what of it is as the document says. */
export interface Request {
  caller: Caller;
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** The document allows the body and the query. */
  isValid: boolean;
  /** Nothing but the body's content is wrong, and that is. */
  isSpoiltBody: boolean;
}

/** Half of a surrogate pair has no form in an address. */
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** What can stand in a path; "." and ".." no client sends, they are worked out before. */
const isPart = (text: string): boolean => isWellFormed(text) && !/^\.{0,2}$/.test(text);

/** Texts that mean something to somebody on the way. */
const oddTexts = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    '\0',
    '$where',
    "'",
    '%',
    '{}',
    ' ',
    'x'.repeat(500),
    'pay_01',
    '-1',
    '1e400',
    'ÿ',
    '😀',
    '\u202e',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).filter(isPart),
);

const pickOf = (all: readonly string[] = [], pick: number): string => all[pick % all.length] ?? 'x';

/** The name of a parameter's schema, by which the world knows values of it. */
export const nameOf = (parameter: Parameter): string => String(parameter.schema['$ref']).split('/').at(-1) ?? '';

const nothing = fc.constant(undefined);

/** The path with something in the place of each parameter: mostly what leads somewhere. */
function paths({ path, parameters }: Known, { known }: World, isFit: boolean): Arbitrary<string> {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const odd = isFit ? nothing : fc.oneof({ weight: 8, arbitrary: nothing }, { weight: 1, arbitrary: oddTexts });
  return fc.tuple(fc.nat(), ...inPath.map(() => odd)).map(([pick, ...texts]) =>
    inPath.reduce((url, parameter, index) => {
      const text = texts[index] ?? pickOf(known[nameOf(parameter)], pick);
      return url.replace(`{${parameter.name}}`, () => encodeURIComponent(text));
    }, path),
  );
}

const asText = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value));

interface Query {
  text: string;
  isValid: boolean;
}

/** What stands after the "?": valid parameters, and unless all is to be fit, spoilt and unknown ones. */
function queries(
  document: Document,
  judge: Judge,
  { parameters, operationId }: Known,
  isFit: boolean,
): Arbitrary<Query> {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  if (!inQuery.length) return fc.constant({ text: '', isValid: true });
  const known = meaningful[operationId] ?? {};
  const optional = Object.fromEntries(
    inQuery.map(({ name, schema }) => {
      const valid = validOf(document, judge, schema);
      return [name, known[name] ? fc.oneof(valid, known[name]) : valid];
    }),
  );
  const requiredKeys = inQuery.filter(({ required }) => required).map(({ name }) => name);
  const encode = (pairs: [string, string][]) =>
    `?${pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')}`;
  // An empty text in an address says nothing, and what stands around a text is left out.
  const isPlain = ([, text]: [string, string]) => text === text.trim() && isWellFormed(text);
  const valid = fc
    .record(optional, { requiredKeys, noNullPrototype: true })
    .map((values) => Object.entries(values).map(([name, value]): [string, string] => [name, asText(value)]))
    .filter((pairs) => pairs.every(isPlain))
    .map((pairs) => ({ text: encode(pairs), isValid: true }));
  if (isFit) return valid;
  const names = fc.oneof(
    fc.constantFrom(...inQuery.map(({ name }) => name)),
    fc.constantFrom('__proto__', 'state[$ne]', 'x', ''),
  );
  const odd = fc
    .array(fc.tuple(names, oddTexts), { minLength: 1, maxLength: 3 })
    .map((pairs) => ({ text: encode(pairs), isValid: false }));
  return fc.oneof(valid, odd);
}

interface Body {
  text: string;
  isValid: boolean;
  isSpoilt: boolean;
  /** Kind and id of the document in it. */
  names?: { kind: string; id: string };
}

/** What a draft says that it is a draft of: where it has to be sent to. */
function namesIn(body: unknown): { names?: { kind: string; id: string } } {
  const { document } = (body ?? {}) as { document?: { kind?: unknown; id?: unknown } | null };
  const { kind, id } = document ?? {};
  return typeof kind === 'string' && typeof id === 'string' && isPart(kind) && isPart(id)
    ? { names: { kind, id } }
    : {};
}

const brokenJson = fc.constantFrom(
  '',
  '{',
  '[',
  'nul',
  '{"a":1,}',
  '\ufeff{}',
  '"',
  '{"a":',
  '[1,2',
  "{'a':1}",
  '{}{}',
  '\u0000',
);

function bodies(
  document: Document,
  judge: Judge,
  { requestBody, operationId }: Known,
  isFit: boolean,
): Arbitrary<Body | undefined> {
  if (!requestBody) return fc.constant(undefined);
  const schema = requestBody.content['application/json']?.schema;
  if (!schema)
    return fc.oneof(fc.json(), fc.string(), brokenJson).map((text) => ({ text, isValid: true, isSpoilt: false }));
  const generated = validOf(document, judge, schema);
  const names = fc.record(meaningful[operationId] ?? {}, { noNullPrototype: true });
  const named = fc.tuple(generated, names).map(([value, known]) => ({ ...(value as object), ...known }));
  const leading = named.filter((value) => judge(schema, value) === '');
  const valid = fc.oneof(generated, { weight: meaningful[operationId] ? 3 : 1, arbitrary: leading });
  const asBody = (value: unknown): Body => {
    const text = written(value);
    const read: unknown = JSON.parse(text);
    const isValid = judge(schema, read) === '';
    return { text, isValid, isSpoilt: !isValid, ...namesIn(read) };
  };
  if (isFit) return leading.map(asBody);
  return fc.oneof(
    { weight: 4, arbitrary: valid.map(asBody) },
    { weight: 5, arbitrary: spoiled(valid).map(asBody) },
    { weight: 1, arbitrary: brokenJson.map((text) => ({ text, isValid: false, isSpoilt: false })) },
  );
}

const usualHeaders = fc.constant<Record<string, string>>({});
const oddHeaders = fc.record(
  {
    'Content-Type': fc.constantFrom(
      'text/plain',
      'application/json; charset=utf-16',
      ';',
      'application/x-www-form-urlencoded',
    ),
    'Content-Encoding': fc.constantFrom('identity', 'gzip', 'x'),
    'Idempotency-Key': fc.constantFrom('', 'ÿ', 'k'.repeat(300), ' '),
    'Accept-Language': fc.constantFrom('it', '*', ';;;q=9', '-'),
    Cookie: fc.constantFrom('pih_session', 'pih_session==;;=', '=', 'pih_session=%00'),
    'X-Forwarded-For': fc.constantFrom('::1', 'x', '1.2.3.4, 5.6.7.8'),
    Accept: fc.constantFrom('text/html', 'application/xml', ';'),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** Each operation is asked from a place of its own: guesses at one password do not stop those at another. */
function addressOf({ operationId }: Known): string {
  const [one = 0, other = 0] = createHash('sha256').update(operationId).digest();
  return `198.18.${one}.${other}`;
}

/** A draft is sent to where it says that it belongs. */
function addressed({ path }: Known, url: string, body: Body | undefined): string {
  if (!body?.names || !path.includes('{kind}')) return url;
  const { kind, id } = body.names;
  return path.replace('{kind}', () => encodeURIComponent(kind)).replace('{id}', () => encodeURIComponent(id));
}

/**
 * Requests to an operation, right and wrong in every part.
 * @param isFit only those that are right in every part, of somebody who may: what the operation is for
 */
export function requestsTo(
  operation: Known,
  document: Document,
  judge: Judge,
  world: World,
  isFit = false,
): Arbitrary<Request> {
  const takesKey = operation.parameters.some(({ name }) => name === 'Idempotency-Key');
  const isEnding = endsSession(operation);
  const callers = world.callers.filter(({ hasSession }) => !(isEnding && hasSession));
  // Who is let in is another test's matter: here most get as far as the body.
  const mayAll = ({ roles, hasSession }: Caller) =>
    roles.includes(fitRoleFor(operation)) && (hasSession || !isForPeople(operation));
  const trusted = fc.constantFrom(...(isEnding ? [world.spare] : callers.filter(mayAll)));
  return fc
    .record({
      caller: isFit ? trusted : fc.oneof({ weight: 5, arbitrary: trusted }, fc.constantFrom(...callers)),
      path: paths(operation, world, isFit),
      query: queries(document, judge, operation, isFit),
      body: bodies(document, judge, operation, isFit),
      odd: isFit
        ? usualHeaders
        : fc.oneof({ weight: 4, arbitrary: usualHeaders }, { weight: 1, arbitrary: oddHeaders }),
      key: fc.uuid(),
    })
    .map(({ caller, path, query, body, odd, key }) => {
      const isUsual = Object.keys(odd).length === 0;
      return {
        caller,
        url: addressed(operation, path, body) + query.text,
        headers: {
          ...(body && { 'Content-Type': 'application/json' }),
          ...(takesKey && { 'Idempotency-Key': key }),
          'X-Forwarded-For': addressOf(operation),
          ...caller.ask.headers,
          ...(caller.ask.key != null && { Authorization: `Bearer ${caller.ask.key}` }),
          ...odd,
        },
        ...(body && { body: body.text }),
        isValid: isUsual && query.isValid && (body?.isValid ?? true),
        isSpoiltBody: isUsual && query.isValid && (body?.isSpoilt ?? false),
      };
    });
}
