import type { ErrorObject } from 'ajv';
import type { FieldError } from './problems.ts';

type Params = Record<string, unknown>;
const list = (values: unknown): string =>
  Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : String(values);

/** What each rule of JSON Schema says about a value, so that it can be read after the name of the field. */
const words: Record<string, (params: Params) => string> = {
  required: ({ missingProperty }) => `needs "${String(missingProperty)}"`,
  additionalProperties: () => 'does not belong there',
  type: ({ type }) => `must be ${Array.isArray(type) ? type.join(' or ') : articled(String(type))}`,
  enum: ({ allowedValues }) => `must be one of ${list(allowedValues)}`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  minimum: ({ limit }) => `must be at least ${String(limit)}`,
  maximum: ({ limit }) => `must be at most ${String(limit)}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${String(multipleOf)}`,
  minLength: ({ limit }) => (limit === 1 ? 'must not be empty' : `must have at least ${String(limit)} characters`),
  maxLength: ({ limit }) => `must have at most ${String(limit)} characters`,
  minItems: ({ limit }) => `must have at least ${String(limit)} ${limit === 1 ? 'entry' : 'entries'}`,
  maxItems: ({ limit }) => `must have at most ${String(limit)} entries`,
  minProperties: ({ limit }) => `must have at least ${String(limit)} ${limit === 1 ? 'field' : 'fields'}`,
  maxProperties: ({ limit }) => `must have at most ${String(limit)} fields`,
  uniqueItems: ({ i, j }) => `has the same entry twice (${String(j)} and ${String(i)})`,
  pattern: ({ pattern }) => `does not have the right form (${String(pattern)})`,
  format: ({ format }) => formats[String(format)] ?? `is not a valid ${String(format)}`,
  discriminator: ({ tag }) => `has a "${String(tag)}" that is not known`,
  oneOf: () => 'fits none of the forms it may have',
  anyOf: () => 'fits none of the forms it may have',
  propertyNames: ({ propertyName }) => `has a field name "${String(propertyName)}" that is not allowed`,
};

const formats: Record<string, string> = {
  currency: 'is not a currency of ISO 4217, such as EUR',
  'time-zone': 'is not a time zone, such as Europe/Rome',
  email: 'is not an e-mail address',
  uri: 'is not a complete web address',
  'date-time': 'is not a date and time such as 2026-11-23T10:00:00Z',
};

const articled = (type: string): string =>
  /^[aeiou]/.test(type) ? `an ${type}` : type === 'integer' ? 'an integer' : `a ${type}`;

/** An offending value, short enough to be shown; what is long or deep is left out. */
function shown(value: unknown): { value?: unknown } {
  if (value === undefined) return {};
  const text = JSON.stringify(value);
  return text !== undefined && text.length <= 200 ? { value } : {};
}

/** Complaints that say "this is another form", when they stand at the very place of the union. */
const ofShape = new Set(['required', 'additionalProperties', 'type', 'const', 'enum']);

/** The complaints of the form that has the fewest, if one has. */
function nearestForm(errors: ErrorObject[]): ErrorObject[] {
  const byForm = new Map<unknown, ErrorObject[]>();
  for (const error of errors) byForm.set(error.parentSchema, [...(byForm.get(error.parentSchema) ?? []), error]);
  const [first, second] = [...byForm.values()].sort((a, b) => a.length - b.length);
  return first && first.length !== second?.length ? first : [];
}

/**
 * In a union every form that does not fit complains, though only the form that was meant is of interest: the one that got
 * further than its own shape, or else the one that the value almost has.
 */
function withoutNoise(errors: ErrorObject[]): ErrorObject[] {
  const unions = errors
    .filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf')
    .sort((a, b) => b.instancePath.length - a.instancePath.length);
  // A format says in words what a pattern says in signs.
  const formatted = new Set(
    errors.filter(({ keyword }) => keyword === 'format').map(({ instancePath }) => instancePath),
  );
  let kept = errors.filter(
    ({ keyword, instancePath }) => keyword !== 'if' && !(keyword === 'pattern' && formatted.has(instancePath)),
  );
  for (const union of unions) {
    const inside = kept.filter(
      ({ instancePath }) => instancePath === union.instancePath || instancePath.startsWith(`${union.instancePath}/`),
    );
    const shape = inside.filter(
      (error) => error !== union && error.instancePath === union.instancePath && ofShape.has(error.keyword),
    );
    const further = inside.filter((error) => error !== union && !shape.includes(error));
    const nearest = further.length ? [] : nearestForm(shape);
    const gone = new Set(shape.filter((error) => !nearest.includes(error)));
    if (further.length || nearest.length) gone.add(union);
    kept = kept.filter((error) => !gone.has(error));
  }
  return kept;
}

/** More complaints than this are not looked at: a body can be wrong in more places than there is time to compare. */
const mostLookedAt = 500;
/** More than this nobody mends at once; the rest is said when these are gone. */
const mostSaid = 50;

/** Complaints whose value would be the whole object around the field that is meant. */
const aboutTheWhole = new Set(['required', 'additionalProperties', 'propertyNames']);

/** JSON pointer to the field that is meant: one that does not belong there is named itself. */
function pathOf({ keyword, instancePath, params }: ErrorObject): string {
  if (keyword !== 'additionalProperties') return instancePath;
  const name = String(params['additionalProperty']).replaceAll('~', '~0').replaceAll('/', '~1');
  return `${instancePath}/${name}`;
}

/** The name that ajv gives to what a rule asks for. */
const limits: Record<string, string> = {
  const: 'allowedValue',
  enum: 'allowedValues',
  type: 'type',
  format: 'format',
  required: 'missingProperty',
  discriminator: 'tag',
};

/** What the words name, for front ends that say it in their own. */
function paramsOf({ keyword, params }: ErrorObject): Pick<FieldError, 'params'> {
  const limit: unknown = (params as Params)[limits[keyword] ?? 'limit'];
  if (keyword === 'required') return { params: { name: String(limit) } };
  if (Array.isArray(limit)) return { params: { limit: limit.map(String) } };
  return typeof limit === 'number' || typeof limit === 'string' ? { params: { limit } } : {};
}

/** Says what ajv found in words: which field, which rule, which value. The same complaint is said once. */
export function errorsInWords(errors: ErrorObject[]): FieldError[] {
  const seen = new Set<string>();
  return withoutNoise(errors.slice(0, mostLookedAt))
    .map((error) => ({
      error,
      path: pathOf(error),
      rule: error.keyword,
      message: words[error.keyword]?.(error.params) ?? error.message ?? 'is not valid',
      ...paramsOf(error),
    }))
    .filter(({ path, message }) => !seen.has(path + message) && seen.add(path + message))
    .slice(0, mostSaid)
    .map(({ error, ...said }) => ({ ...said, ...(aboutTheWhole.has(error.keyword) ? {} : shown(error.data)) }));
}
