import { bundleOf, documentErrors, kinds, kindSchemas } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { newI18n } from '../testing/index.ts';
import {
  blankOf,
  checkOf,
  moved,
  pathOf,
  requiredOf,
  resolverOf,
  schemasTo,
  settingsIn,
  settingsLike,
  summaryOf,
  switched,
  titleOf,
  valueAt,
  variantOf,
  variantsOf,
  withValue,
  type JsonSchema,
} from './index.ts';

const schemaOf = (kind: (typeof kinds)[number]) => bundleOf(kind) as JsonSchema;

describe('a document', () => {
  it('gets a value at a place, or loses it, and shares with the one before what did not change', () => {
    const before = { 'a.b': { c: 1 }, list: [{ x: 1 }, { x: 2 }], other: {} };
    const after = withValue(before, ['list', 1, 'x'], 3) as typeof before;
    expect(after).toEqual({ ...before, list: [{ x: 1 }, { x: 3 }] });
    expect(after.other).toBe(before.other);
    expect(after.list[0]).toBe(before.list[0]);
    expect(withValue(before, ['a.b', 'c'], 9)).toEqual({ ...before, 'a.b': { c: 9 } });
    expect(withValue(before, ['list', 0], undefined)).toEqual({ ...before, list: [{ x: 2 }] });
    expect(withValue({}, ['new', 'deep'], 1)).toEqual({ new: { deep: 1 } });
    expect(withValue(before, ['__proto__x', 'y'], 1)).toHaveProperty('__proto__x.y', 1);
    expect(valueAt(before, ['constructor'])).toBeUndefined();
  });

  it('is read by pointers whose parts may hold slashes and tildes', () => {
    expect(pathOf('/a~1b/0/c~0d', { 'a/b': [{ 'c~d': 1 }] })).toEqual(['a/b', 0, 'c~d']);
  });

  it('moves an entry of a list', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  });
});

describe('a reference', () => {
  it('leads to its target, and what stands beside it wins', () => {
    const root: JsonSchema = {
      $defs: { slug: { type: 'string', title: 'Identifier', description: 'Short.' } },
      properties: { flow: { title: 'Flow', 'x-control': 'flow', $ref: '#/$defs/slug' } },
    };
    const resolve = resolverOf(root);
    const flow = root.properties?.['flow'] ?? {};
    expect(resolve(flow)).toEqual({ type: 'string', title: 'Flow', description: 'Short.', 'x-control': 'flow' });
    expect(resolve(flow)).toBe(resolve(flow));
  });
});

describe('a value in one of several forms', () => {
  const root = schemaOf('provider');
  const resolve = resolverOf(root);
  const auth = resolve({ $ref: '#/$defs/provider-auth' });
  const titleAt = (at: number | undefined) => (at === undefined ? undefined : variantsOf(auth, resolve)[at]?.title);

  it('is told by the field that names its form', () => {
    expect(titleAt(variantOf(auth, { type: 'basic' }, resolve))).toBe('Basic');
    expect(variantOf(auth, { type: 'made-up' }, resolve)).toBeUndefined();
  });

  it('is told by its fields where no field names it', () => {
    const condition = resolve({ $ref: '#/$defs/condition' });
    const root2 = schemaOf('kpi');
    const resolve2 = resolverOf(root2);
    const of = resolve2({ $ref: '#/$defs/condition' });
    expect(condition).toBeDefined();
    expect(
      [{ fact: 'x' }, { all: [] }, { any: [] }, { not: {} }].map((value) => variantOf(of, value, resolve2)),
    ).toEqual([0, 1, 2, 3]);
  });

  it('keeps what two forms share when it becomes another', () => {
    const to = resolve({ properties: { type: { const: 'b' }, name: { type: 'string' }, size: { type: 'number' } } });
    expect(switched({ type: 'a', name: 'x', size: 'large', old: 1 }, to, { type: 'b' }, resolve)).toEqual({
      type: 'b',
      name: 'x',
    });
  });
});

it('begins an object with what is always the same, and leaves open what only a person knows', () => {
  const root = schemaOf('checkout');
  expect(blankOf(root, resolverOf(root))).toMatchObject({ kind: 'checkout', theme: { colors: {}, fonts: {} } });
});

it('asks for a field only while another one makes it necessary', () => {
  const root = schemaOf('provider');
  expect(requiredOf(root, { connector: 'declarative' }, root)).toContain('baseUrls');
  expect(requiredOf(root, { connector: 'stripe' }, root)).not.toContain('baseUrls');
});

describe('the check in the browser', () => {
  it.each(kinds)('finds as much in a %s as the engine’s validator does: nothing', (kind) => {
    const root = schemaOf(kind);
    const [example] = kindSchemas[kind].examples;
    expect(checkOf(root, resolverOf(root))(example)).toEqual([]);
    expect(documentErrors(kind, example)).toEqual([]);
  });

  const about = (kind: (typeof kinds)[number], document: unknown) => {
    const root = schemaOf(kind);
    return checkOf(root, resolverOf(root))(document).map(({ pointer, rule }) => [pointer, rule]);
  };
  const kpi = { kind: 'kpi', id: 'k', title: 'K', label: { en: 'K' }, measure: { type: 'count' } };

  it('complains about the form that was meant, not about those that were not', () => {
    expect(about('kpi', { ...kpi, filter: { all: [] } })).toEqual([['/filter/all', 'minItems']]);
    expect(about('kpi', { ...kpi, filter: { all: [{ fact: 'x', operator: 'is', value: 1 }] } })).toEqual([
      ['/filter/all/0/operator', 'enum'],
    ]);
  });

  it('names the field that is missing, and the one that does not belong', () => {
    const { title: _, ...untitled } = kpi;
    expect(about('kpi', { ...untitled, 'a/b': 1 })).toEqual([
      ['/title', 'required'],
      ['/a~1b', 'additionalProperties'],
    ]);
  });

  it('knows currencies and time zones, which no pattern does', () => {
    const settings = { kind: 'settings', id: 's', title: 'S', timeZone: 'Europe/Atlantis', defaultCurrency: 'EUX' };
    expect(about('settings', settings)).toEqual([
      ['/timeZone', 'format'],
      ['/defaultCurrency', 'format'],
    ]);
  });

  it.each([null, [], 'text', 7, { kind: [], methods: [[[]]] }])('judges anything: %j', (document) => {
    for (const kind of kinds) expect(about(kind, document).length).toBeGreaterThan(0);
  });

  it('has words in both languages for every rule of the schemas', () => {
    const { te } = newI18n('en').global;
    for (const rule of ['required', 'additionalProperties', 'enum', 'minimum', 'maximum', 'minLength', 'maxLength'])
      for (const language of ['en', 'it'] as const) expect(te(`schema.rules.${rule}`, language), rule).toBe(true);
  });
});

describe('a setting', () => {
  const root = schemaOf('checkout');
  const resolve = resolverOf(root);
  const settings = settingsIn(root, kindSchemas.checkout.examples[0], resolve, 'it');

  it('is found by its name first, then by what it is for or where it is', () => {
    expect(settingsLike(settings, 'scade')[0]).toMatchObject({ title: 'Scade dopo', within: 'Pagamento' });
    expect(settingsLike(settings, 'tema accento')[0]?.pointer).toBe('/theme/colors/accent');
    expect(settingsLike(settings, '   ')).toEqual([]);
  });

  it('is called what the schema says in each language', () => {
    const [, field] = schemasTo(root, {}, ['theme', 'radius'], resolve);
    expect(titleOf(field ?? {}, 'it')).toBe('Raggio degli angoli');
    expect(titleOf({}, 'en', 'billingAddress')).toBe('Billing address');
  });
});

it('tells the entries of a list apart in a line', () => {
  const root = schemaOf('provider');
  const resolve = resolverOf(root);
  const method = resolve({ $ref: '#/$defs/provider.method' });
  expect(summaryOf(method, { method: 'card', title: { en: 'Card', it: 'Carta' } }, resolve, 'it')).toBe('Carta · card');
  const limit = { minimum: { amount: 50, currency: 'EUR' } };
  expect(summaryOf({}, limit, resolve, 'en')).toBe('€0.50');
  expect(summaryOf({}, {}, resolve, 'en')).toBe('');
});
