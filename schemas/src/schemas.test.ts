import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { renderTypes } from '../build/render-types.ts';
import { isCurrency } from './money.ts';
import { apiSchemas, kinds, kindSchemas, sharedSchemas, type ApiBody } from './registry.ts';
import { bodyErrors, conditionErrors, documentErrors } from './validate.ts';

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const all: Node[] = [...Object.values(sharedSchemas), ...Object.values(kindSchemas), ...Object.values(apiSchemas)];

/** Every named field of every schema, with the address it can be validated at. */
function* fields(node: unknown, at: string): Generator<{ at: string; field: Node }> {
  if (Array.isArray(node)) for (const [index, item] of node.entries()) yield* fields(item, `${at}/${index}`);
  if (!isNode(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'examples' || key === 'x-it' || key === 'default' || key === 'const' || key === 'if') continue;
    if ((key === 'properties' || key === '$defs') && isNode(value)) {
      for (const [name, field] of Object.entries(value)) {
        const where = `${at}/${key}/${name}`;
        if (isNode(field)) yield { at: where, field };
        yield* fields(field, where);
      }
    } else yield* fields(value, `${at}/${key}`);
  }
}

/** Every schema in a schema that lists its values. */
function* enumerations(node: unknown): Generator<Node> {
  if (Array.isArray(node)) for (const item of node) yield* enumerations(item);
  if (!isNode(node)) return;
  if (Array.isArray(node['enum'])) yield node;
  for (const [key, value] of Object.entries(node)) if (key !== 'examples') yield* enumerations(value);
}

const ajv = new Ajv2020({ strict: false, discriminator: true });
addFormats.default(ajv);
ajv.addFormat('currency', isCurrency);
ajv.addFormat('time-zone', true);
for (const schema of all) ajv.addSchema(schema);

describe('every schema', () => {
  it.each(all.map((schema) => [String(schema['$id']), schema] as const))(
    '%s labels each field in both languages, with an example that validates',
    (id, schema) => {
      const found = [...fields(schema, `${id}#`)];
      expect(found.length).toBeGreaterThan(0);
      for (const { at, field } of found) {
        if (typeof field['$ref'] === 'string' && !field['title']) continue; // labelled where it points
        expect(field, at).toMatchObject({
          title: expect.any(String),
          description: expect.any(String),
          'x-it': { title: expect.any(String), description: expect.any(String) },
        });
        if (field['$ref'] && !field['examples']) continue;
        expect(field['examples'], at).toBeInstanceOf(Array);
        for (const example of field['examples'] as unknown[]) {
          const valid = ajv.validate({ $ref: at }, example);
          expect(valid, `${at}: ${JSON.stringify(example)} ${ajv.errorsText()}`).toBe(true);
        }
      }
    },
  );

  it.each(kinds)('the %s kind has an example that its compiled validator accepts', (kind) => {
    const [example] = kindSchemas[kind].examples;
    expect(documentErrors(kind, example)).toEqual([]);
  });

  it.each(Object.keys(apiSchemas) as ApiBody[])(
    'the %s body has an example that its compiled validator accepts',
    (body) => {
      const [example] = apiSchemas[body].examples;
      expect(bodyErrors(body, example)).toEqual([]);
    },
  );

  it.each(all.map((schema) => [String(schema['$id']), schema] as const))(
    '%s has words in both languages for each value of an enum that it has words for',
    (_id, schema) => {
      for (const enumeration of enumerations(schema)) {
        if (!isNode(enumeration['x-labels'])) continue;
        const values = (enumeration['enum'] as unknown[]).map(String);
        expect(Object.keys(enumeration['x-labels']).sort()).toEqual(values.sort());
        for (const words of Object.values(enumeration['x-labels']))
          expect(words).toEqual({ en: expect.stringMatching(/\S/), it: expect.stringMatching(/\S/) });
      }
    },
  );

  it('is in the registry, and nothing else is', () => {
    const files = ['kinds', 'api'].flatMap((folder) =>
      readdirSync(new URL(`../${folder}/`, import.meta.url)).map((name) => name.replace('.schema.json', '')),
    );
    expect([...Object.keys(kindSchemas), ...Object.keys(apiSchemas)].sort()).toEqual(files.sort());
  });

  it('has its types generated as it stands now', async () => {
    const committed = readFileSync(new URL('generated/types.ts', import.meta.url), 'utf8');
    expect(await renderTypes(), 'run: npm run generate').toBe(committed);
  });
});

describe('an error', () => {
  const order = { reference: 'A1', brand: 'rosmarino', total: { amount: 100, currency: 'EUR' } };

  it.each([
    [{ ...order, total: { amount: 0, currency: 'EUR' } }, '/total/amount', 'must be at least 1', 0],
    [{ ...order, total: { amount: -5, currency: 'EUR' } }, '/total/amount', 'must be at least 1', -5],
    [{ ...order, total: { amount: 10.5, currency: 'EUR' } }, '/total/amount', 'must be an integer', 10.5],
    [
      { ...order, total: { amount: 2 ** 53, currency: 'EUR' } },
      '/total/amount',
      'must be at most 9007199254740991',
      2 ** 53,
    ],
    [
      { ...order, total: { amount: 100, currency: 'EUX' } },
      '/total/currency',
      'is not a currency of ISO 4217, such as EUR',
      'EUX',
    ],
    [{ ...order, colour: 'red' }, '/colour', 'does not belong there', undefined],
    [
      { ...order, total: { amount: 100, currency: 'eur' } },
      '/total/currency',
      'is not a currency of ISO 4217, such as EUR',
      'eur',
    ],
    [{ reference: 'A1', total: order.total }, '', 'needs "brand"', undefined],
  ])('says field, rule and value in words: %j', (body, path, message, value) => {
    const errors = bodyErrors('payment-request', body);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ path, message, ...(value !== undefined && { value }) });
  });

  it('inside a nested condition names the comparison that is wrong, not every form it does not have', () => {
    const errors = conditionErrors({ all: [{ fact: 'channel', operator: 'is', value: 'web' }] });
    expect(errors).toEqual([expect.objectContaining({ path: '/all/0/operator', rule: 'enum' })]);
  });

  it('says which part a comparison lacks', () => {
    expect(conditionErrors({ fact: 'channel', operator: 'equal' })).toEqual([
      expect.objectContaining({ path: '', message: 'needs "value"' }),
    ]);
  });

  it('in a flow names the node that is wrong', () => {
    const [example] = kindSchemas.flow.examples;
    const flow = { ...example, nodes: [{ id: 'a', type: 'offer', position: { x: 0, y: 0 }, data: { methods: [] } }] };
    expect(documentErrors('flow', flow)).toEqual([
      expect.objectContaining({ path: '/nodes/0/data/methods', message: 'must have at least 1 entry' }),
    ]);
  });
});
