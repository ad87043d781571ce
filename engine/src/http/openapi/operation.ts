import { apiSchemas, InvalidInput, problemBase, publishedProblems, type ApiBody } from '@pih/schemas';
import { schemaRef, type Json, type JsonObject } from './components.ts';
import type { DescribedRoute } from './described-routes.ts';

const json = 'application/json';

function examplesOf(body: ApiBody): JsonObject {
  const [example] = apiSchemas[body].examples as unknown as Json[];
  return example === undefined ? {} : { example };
}

const contentOf = (body: ApiBody): JsonObject => ({ [json]: { schema: schemaRef(body), ...examplesOf(body) } });

/** Answered by what stands before every route: the server itself, limits, and what catches everything. */
const ofEveryRoute = ['bad-request', 'headers-too-large', 'request-too-slow', 'too-many-calls', 'unexpected'];
const ofPermissions = ['not-signed-in', 'csrf-token-missing', 'forbidden'];

/** @throws TypeError for a problem that is not published */
function problemOf(type: string) {
  const found = publishedProblems.find((each) => each.type === type);
  if (!found) throw new TypeError(`There is no published problem "${type}"`);
  return found;
}

/** The types of problems that an operation may answer. */
export function problemsOf({ decision, problems, query, path, description }: DescribedRoute): string[] {
  const named = [
    ...ofEveryRoute,
    ...('action' in decision ? ofPermissions : []),
    ...problems.map(({ type }) => type),
    ...(query ? [InvalidInput.type] : []),
    ...(description.foreignBody ? ['body-too-large', 'body-broken', 'encoding-unknown'] : []),
    // A part of the address that is empty or that no route has is nowhere.
    ...(path.includes(':') ? ['not-found'] : []),
  ];
  return [...new Set(named)].sort();
}

/** One answer for each status, naming the kinds of problems that come with it. */
function problemResponses(route: DescribedRoute): Record<string, JsonObject> {
  const byStatus = new Map<number, ReturnType<typeof problemOf>[]>();
  for (const problem of problemsOf(route).map(problemOf))
    byStatus.set(problem.status, [...(byStatus.get(problem.status) ?? []), problem]);
  const responses = [...byStatus].map(([status, kinds]) => {
    const types = { type: 'string', enum: kinds.map(({ type }) => problemBase + type) };
    const schema = { ...schemaRef('problem'), properties: { type: types } };
    return [
      String(status),
      {
        description: kinds.map(({ type, title }) => `- \`${type}\`: ${title}`).join('\n'),
        ...(status === 429 && {
          headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } } },
        }),
        content: { 'application/problem+json': { schema } },
      },
    ] as const;
  });
  return Object.fromEntries(responses);
}

/** Elsewhere; the text says so to who does not follow. */
const sentOn: JsonObject = {
  description: 'Go on there.',
  headers: { Location: { description: 'Where to.', schema: { type: 'string', format: 'uri-reference' } } },
  content: { 'text/plain': { schema: { type: 'string' } }, 'text/html': { schema: { type: 'string' } } },
};

function successResponses({ success, orElse }: DescribedRoute['description']): Record<string, JsonObject> {
  const also = orElse && {
    [orElse.status]: { description: orElse.says ?? 'Not now.', content: contentOf(orElse.body) },
  };
  const { status } = success;
  if ('body' in success) return { [status]: { description: 'Done.', content: contentOf(success.body) }, ...also };
  if ('media' in success)
    return { [status]: { description: 'Done.', content: { [success.media]: { schema: { type: 'string' } } } } };
  if ('events' in success) {
    const [example] = apiSchemas[success.events].examples as unknown as Json[];
    const text = { type: 'string', description: 'Each event is a line “data: ” with JSON, and an empty line.' };
    const stream = {
      schema: text,
      example: `data: ${JSON.stringify(example)}\n\n`,
      'x-event-data': schemaRef(success.events),
    };
    return { [status]: { description: 'A stream that stays open.', content: { 'text/event-stream': stream } } };
  }
  return { [status]: status >= 300 ? sentOn : { description: 'Done.' } };
}

function pathParameters({ path, description }: DescribedRoute): JsonObject[] {
  const declared = description.path ?? {};
  const standing = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  if (standing.join() !== Object.keys(declared).join())
    throw new TypeError(
      `${path} has ${standing.join() || 'no parameters'}, described as ${Object.keys(declared).join()}`,
    );
  return Object.entries(declared).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema: schemaRef('parameters', schema),
  }));
}

function queryParameters(query: ApiBody | undefined): JsonObject[] {
  if (!query) return [];
  const { properties = {}, required = [] } = apiSchemas[query] as unknown as {
    properties?: Record<string, JsonObject>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(typeof field['description'] === 'string' && { description: field['description'] }),
    // Lists are one text with commas.
    ...(field['type'] === 'array' && { style: 'form', explode: false }),
    schema: { $ref: `${String(schemaRef(query)['$ref'])}/properties/${name}` },
  }));
}

/** The draft standard: draft-ietf-httpapi-idempotency-key-header. */
const idempotencyKey: JsonObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Your name for this one intention. Send the same one when you repeat it: it happens once.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$' },
  example: 'order-1001-pay',
};

const isSafe = (method: string): boolean => method === 'get' || method === 'head';

/** A key in a header; or a session's cookie, which for changes proves itself with a second token. */
function securityOf({ decision, description, method }: DescribedRoute): JsonObject[] {
  const bySession: JsonObject = { session: [], ...(!isSafe(method) && { csrf: [] }) };
  if ('action' in decision) return [{ apiKey: [] }, bySession];
  return description.ofSession ? [bySession] : [];
}

function bodyOf({ body, description }: DescribedRoute): JsonObject {
  if (body) {
    const { required = [] } = apiSchemas[body] as { required?: readonly string[] };
    return { requestBody: { required: required.length > 0, content: contentOf(body) } };
  }
  return description.foreignBody
    ? { requestBody: { required: true, description: description.foreignBody, content: { '*/*': { schema: {} } } } }
    : {};
}

function inWords({ decision, further }: DescribedRoute): string {
  if ('open' in decision) return `Open to all: ${decision.open}`;
  const besides = further ? `, and \`${further.action}\` ${further.when}` : '';
  return `Needs the permission \`${decision.action}\`${besides}.`;
}

/**
 * One operation of the OpenAPI document, made of what the middleware of its route says.
 * @throws TypeError when the description does not fit the path, or names a problem that is not published
 */
export function operationOf(route: DescribedRoute): JsonObject {
  const { description, decision, query, isIdempotent } = route;
  return {
    operationId: description.name,
    tags: [description.chapter],
    summary: description.summary,
    description: [description.more, inWords(route)].filter(Boolean).join('\n\n'),
    'x-permission': 'action' in decision ? decision.action : null,
    security: securityOf(route),
    parameters: [...pathParameters(route), ...queryParameters(query), ...(isIdempotent ? [idempotencyKey] : [])],
    ...bodyOf(route),
    responses: { ...successResponses(description), ...problemResponses(route) },
  };
}
