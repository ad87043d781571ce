import type { ProviderMapped } from '@pih/schemas';
import { createExpressions, isExpression, MappingFault } from './expressions.ts';
import { limits } from './limits.ts';
import { RawJson } from './raw-json.ts';
import { sendable } from './sendable.ts';
import { partsOf, spaceOf, valueAt } from './templates.ts';

/** The call needs a value that is not known, such as the provider reference of an attempt that never got one. */
export class MissingValue extends Error {
  constructor(name: string) {
    super(`"${name}" has no value here`);
    this.name = 'MissingValue';
  }
}

/** What expressions can see: `contextOf` says what; reading an answer adds `response`, `headers` and `httpStatus`. */
export type Context = Readonly<Record<string, unknown>>;

export type Mappings = ReturnType<typeof createMappings>;

/** Works out the mappings of one document over a context. Every method throws MappingFault. */
export function createMappings() {
  const evaluate = createExpressions();

  /** A body: expressions replaced by their values; members without a value are left out. */
  const fill = async (mapped: ProviderMapped | undefined, context: Context): Promise<unknown> => {
    if (typeof mapped === 'string') return isExpression(mapped) ? valueOf(mapped, context) : mapped;
    if (typeof mapped !== 'object' || mapped === null) return mapped;
    if (Array.isArray(mapped)) {
      const items = await Promise.all(mapped.map((item) => fill(item, context)));
      return items.filter((item) => item !== undefined);
    }
    const members = Object.entries(mapped).map(async ([name, item]) => [name, await fill(item, context)] as const);
    return Object.fromEntries((await Promise.all(members)).filter(([, value]) => value !== undefined));
  };

  /** `= rawBody` is the received body verbatim: written anew, its signature would no longer fit. */
  const valueOf = async (expression: string, context: Context): Promise<unknown> =>
    expression.slice(1).trim() === 'rawBody' && typeof context['rawBody'] === 'string'
      ? new RawJson(context['rawBody'])
      : evaluate(expression, context);

  /** A text, or undefined; a number counts as its text, a list as its first entry. */
  const text = async (expression: string | undefined, context: Context): Promise<string | undefined> =>
    expression === undefined ? undefined : asText(await evaluate(expression, context));

  return {
    fill,
    text,
    value: (expression: string | undefined, context: Context): Promise<unknown> =>
      expression === undefined ? Promise.resolve(undefined) : evaluate(expression, context),

    /** Whether a claim holds; one that is not made holds, and one without an answer does not. */
    holds: async (expression: string | undefined, context: Context): Promise<boolean> => {
      if (expression === undefined) return true;
      const claim = await evaluate(expression, context);
      // `= memory.held` looks like a claim: taken for "no", it would leave money held that is to be released.
      if (claim !== undefined && typeof claim !== 'boolean')
        throw new MappingFault(`"${expression}" says neither true nor false`);
      return claim === true;
    },

    /** @throws MissingValue for a place of the path that stays empty */
    path: async (template: string, context: Context): Promise<string> => {
      const path = isExpression(template) ? await text(template, context) : template;
      if (!path?.startsWith('/') || climbs(path)) throw new MappingFault(`"${template}" gives no path`);
      // Only what the document itself wrote is a place: a value such as "{credentials.key}" stays a value.
      const places = new Set(partsOf(template));
      return path.replace(/\{([^{}]+)\}/g, (whole, name: string) =>
        places.has(name) ? segment(name, find(name, context)) : encodeURIComponent(whole),
      );
    },

    /**
     * An address: JSONata, or a template whose places are encoded, except for a whole address such as `{hosts.page}`.
     * @throws MissingValue for a place that stays empty
     */
    address: async (template: string | undefined, context: Context): Promise<string | undefined> => {
      if (template === undefined || isExpression(template)) return text(template, context);
      return template.replace(/\{([^{}]*)\}/g, (_, name: string) =>
        spaceOf(name)[0] === 'hosts' ? known(name, find(name, context)) : segment(name, find(name, context)),
      );
    },

    /** Headers by their names in lower case; one without a value is left out. */
    headers: async (
      given: Readonly<Record<string, string>> = {},
      context: Context,
    ): Promise<Record<string, string>> => {
      const entries = Object.entries(given).map(async ([name, mapped]) => {
        return [name.toLowerCase(), isExpression(mapped) ? await text(mapped, context) : mapped] as const;
      });
      return sendable(
        Object.fromEntries((await Promise.all(entries)).flatMap(([name, value]) => (value ? [[name, value]] : []))),
      );
    },
  };
}

function asText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string') return bounded(first) || undefined;
  // JSON.parse has rounded it: as a reference it would name another payment.
  if (Number.isInteger(first) && !Number.isSafeInteger(first))
    throw new MappingFault('A number is too long to be known to its last digit');
  return typeof first === 'number' || typeof first === 'boolean' ? String(first) : undefined;
}

/** Texts are kept with payments, shown and sent on; nothing that providers name is this long. */
function bounded(text: string): string {
  if (text.length > limits.text) throw new MappingFault(`A text is longer than ${limits.text} characters`);
  return text;
}

const find = (name: string, context: Context): string | undefined => asText(valueAt(context, name));

/** Whether a path has a step up or on the spot, however it is written. */
const climbs = (path: string): boolean =>
  (path.split(/[?#]/)[0] ?? '').split(/[/\\]/).some((step) => /^(\.|%2e){1,2}$/i.test(step));

/** One value within a path: encoded, and never a step up or on the spot, which encoding leaves as it is. */
function segment(name: string, value: string | undefined): string {
  const found = known(name, value);
  if (found === '.' || found === '..') throw new MappingFault(`"${name}" cannot stand in a path`);
  return encodeURIComponent(found);
}

function known(name: string, value: string | undefined): string {
  if (value === undefined) throw new MissingValue(name);
  return value;
}
