import manifest from '../../../package.json' with { type: 'json' };
import type { HubRouter } from '../context.ts';
import { chapters } from '../describe.ts';
import { componentSchemas, type JsonObject } from './components.ts';
import { isDescribed, routesOf, type DescribedRoute } from './described-routes.ts';
import { operationOf } from './operation.ts';

const introduction = `
Everything that one installation of the hub answers. Bodies are JSON; what is not described is refused.

- **Sums** are whole numbers in the minor unit of an ISO 4217 currency: \`{ "amount": 1050, "currency": "EUR" }\` is €10.50.
- **Times** are RFC 3339, in UTC.
- **Who is asking**: one of your systems sends its API key as \`Authorization: Bearer pihk_…\`; the console has a session’s
  cookie, and sends the session’s \`csrfToken\` as \`X-CSRF-Token\` with every change. Each operation names the permission it needs.
- **Repeating is safe** where an \`Idempotency-Key\` is asked for: the same key with the same body happens once.
- **What goes wrong** is \`application/problem+json\` (RFC 9457). Its \`type\` never changes, its \`detail\` tells a person what to
  do, its \`instance\` names the request in the logs. \`GET /problems\` lists them all.
`.trim();

const securitySchemes: JsonObject = {
  apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'pihk_…', description: 'A key of one of your systems.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'pih_session',
    description: 'Set by signing in. Over https its name begins with `__Host-`.',
  },
  csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token', description: 'The csrfToken of the session.' },
};

/** `/v1/payments/:id` as OpenAPI writes it. */
const templated = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

const order = Object.keys(chapters);
const byChapter = (one: DescribedRoute, other: DescribedRoute): number =>
  order.indexOf(one.description.chapter) - order.indexOf(other.description.chapter);

function pathsOf(routes: readonly DescribedRoute[]): Record<string, JsonObject> {
  const paths = new Map<string, JsonObject>();
  for (const route of [...routes].sort(byChapter)) {
    const path = templated(route.path);
    paths.set(path, { ...paths.get(path), [route.method]: operationOf(route) });
  }
  return Object.fromEntries(paths);
}

/**
 * The OpenAPI 3.1 document of the API, made of the routes and schemas that are in use: nothing is described twice.
 * @throws TypeError when what the routes say does not fit together
 */
export function openApiOf(routers: readonly HubRouter[]): JsonObject {
  const routes = routesOf(routers).filter(isDescribed);
  const used = new Set(routes.map(({ description }) => description.chapter));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Payment Integration Hub',
      version: manifest.version,
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This installation.' }],
    tags: Object.entries(chapters)
      .filter(([name]) => used.has(name as keyof typeof chapters))
      .map(([name, description]) => ({ name, description })),
    paths: pathsOf(routes),
    components: { schemas: componentSchemas(), securitySchemes },
  };
}
