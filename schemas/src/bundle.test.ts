import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { bundleOf } from './bundle.ts';
import { kinds, kindSchemas } from './registry.ts';

function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'examples') continue;
    if (key === '$ref' && typeof inner === 'string') yield inner;
    else yield* references(inner);
  }
}

describe.each(kinds)('the bundled schema of a %s', (kind) => {
  const bundle = bundleOf(kind);

  it('refers to nothing outside of itself', () => {
    const named = [...new Set(references(bundle))];
    expect(named.length).toBeGreaterThan(0);
    for (const reference of named) {
      expect(reference).toMatch(/^#\/\$defs\/[\w.-]+$/);
      expect(bundle['$defs']).toHaveProperty([reference.slice('#/$defs/'.length)]);
    }
  });

  it('judges documents as the schema in its files does', () => {
    const ajv = new Ajv2020({ strict: false, discriminator: true });
    addFormats.default(ajv);
    ajv.addFormat('currency', true);
    ajv.addFormat('time-zone', true);
    const validate = ajv.compile(bundle);
    const [example] = kindSchemas[kind].examples;
    expect(validate(example), ajv.errorsText(validate.errors)).toBe(true);
    expect(validate({ ...example, title: 7 })).toBe(false);
    expect(validate({ ...example, id: 'No Slug' })).toBe(false);
  });
});
