import { apiSchemas, InvalidInput, parseBody, type ApiBody, type BodyOf } from '@pih/schemas';
import type { HubContext, HubMiddleware } from './context.ts';
import { marked } from './describe.ts';

type Sent = Readonly<Record<string, string | string[] | undefined>>;
type Field = { type?: unknown };

const fieldsOf = (name: ApiBody): Readonly<Record<string, Field>> =>
  (apiSchemas[name] as { properties?: Record<string, Field> }).properties ?? {};

/** What stands in an address is text; the schema says what it is meant to be. What does not fit is left for it to refuse. */
function meant(text: string, field: Field | undefined): unknown {
  if (field?.type === 'array') return text.split(',').filter(Boolean);
  if (field?.type === 'integer' && /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  return text;
}

/** Repeated names are one list; an empty one is the same as none, as forms send it. */
function valuesOf(sent: Sent, name: ApiBody): Record<string, unknown> {
  const fields = fieldsOf(name);
  const texts = Object.entries(sent).map(([key, value]) => [key, [value ?? ''].flat().join(',').trim()] as const);
  return Object.fromEntries(
    texts
      .filter(([key, text]) => text !== '' || !Object.hasOwn(fields, key))
      .map(([key, text]) => [key, meant(text, Object.hasOwn(fields, key) ? fields[key] : undefined)]),
  );
}

/**
 * Validates what stands after the "?" once, at the border, by the schema that also describes it; the route finds it with
 * `queryOf`. Lists are separated by commas.
 * @throws InvalidInput naming each wrong parameter
 */
export function query(name: ApiBody): HubMiddleware {
  return marked(
    async (ctx, next) => {
      try {
        ctx.state.query = parseBody(name, valuesOf(ctx.query, name));
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        throw new InvalidInput({ what: 'The query of the address cannot be read', errors: error.facts.errors });
      }
      await next();
    },
    { query: name, problems: [InvalidInput] },
  );
}

/** The validated query of a route that names the same schema in `query`. */
export const queryOf = <B extends ApiBody>(ctx: HubContext, _query: B): BodyOf[B] => ctx.state.query as BodyOf[B];
