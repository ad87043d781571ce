import { describedBy, isJsonObject, type Json, plain, validatorOf } from './openapi-for-tests.ts';

/** One request to a provider and its answer, bodies as parsed JSON. */
export interface Exchange {
  readonly method: string;
  /** Below the base address, with its query. */
  readonly path: string;
  readonly sent?: unknown;
  readonly status: number;
  readonly answer: unknown;
}

/** Says how an exchange departs from the operation it belongs to; nothing when it conforms. */
export type ExchangeDepartures = (exchange: Exchange) => string[];

/**
 * The official description of a provider as operations, by method and path: for files that name no schemas. For tests only.
 * @returns undefined without the file
 */
export function openApiOperationsOf(provider: 'scalapay' | 'paypal'): ExchangeDepartures | undefined {
  const description = describedBy(provider);
  if (!description) return undefined;
  const ajv = validatorOf(description);
  const resolved = (node: Json | undefined): Json | undefined => {
    const reference = isJsonObject(node) ? node['$ref'] : undefined;
    if (typeof reference !== 'string') return node;
    return reference.split('/').slice(1).reduce<Json | undefined>(member, description);
  };
  const complaints = (what: string, schema: Json | undefined, value: unknown): string[] => {
    if (!isJsonObject(schema)) return [];
    const validate = ajv.compile(plain(schema) as object);
    validate(value);
    return (validate.errors ?? []).map((error) => `${what} ${error.instancePath || '/'} ${error.message ?? ''}`);
  };
  return ({ method, path, sent, status, answer }) => {
    const operation = member(operationAt(description, path), method.toLowerCase());
    if (!operation) return [`${method} ${path} is no operation`];
    const response = resolved(member(member(operation, 'responses'), String(status)));
    if (!response) return [`${method} ${path} does not answer ${status}`];
    const asked = jsonOf(member(operation, 'requestBody'));
    const answered = jsonOf(response);
    return [
      ...complaints('the request', member(asked, 'schema'), sent),
      ...complaints('the answer', member(answered, 'schema'), answer),
      ...(member(answered, 'schema') ? [] : membersMissing(examplesIn(answered), answer)),
    ];
  };
}

const member = (node: Json | undefined, name: string): Json | undefined =>
  isJsonObject(node) ? node[name] : undefined;
const jsonOf = (node: Json | undefined): Json | undefined => member(member(node, 'content'), 'application/json');
/** The operations of the path that fits; one without places to fill in goes first. */
function operationAt(description: Json, path: string): Json | undefined {
  const [bare = ''] = path.split('?');
  const paths = member(description, 'paths');
  const fitting = Object.keys(isJsonObject(paths) ? paths : {}).filter((template) =>
    new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(bare),
  );
  const [template] = fitting.toSorted((one, other) => one.split('{').length - other.split('{').length);
  return template === undefined ? undefined : member(paths, template);
}

function examplesIn(content: Json | undefined): Json[] {
  const named = member(content, 'examples');
  const one = member(content, 'example');
  const values = isJsonObject(named) ? Object.values(named).map((example) => member(example, 'value')) : [];
  return [one, ...values].filter((value) => value !== undefined);
}

/** Where an answer has examples and no schema: what all of them have has to be there. */
function membersMissing(examples: readonly Json[], answer: unknown): string[] {
  const [first, ...others] = examples.filter(isJsonObject);
  if (!first) return [];
  const always = Object.keys(first).filter((name) => others.every((other) => Object.hasOwn(other, name)));
  return always.filter((name) => !isJsonObject(answer) || !Object.hasOwn(answer, name)).map((name) => `no ${name}`);
}
