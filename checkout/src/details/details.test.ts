import { describe, expect, it } from 'vitest';
import type { Requirement } from '@pih/schemas/types';
import { countriesIn, likelyCountry } from './countries.ts';
import { fieldsFor, shopperOf, type DetailValues } from './fields.ts';
import { refusedFields, validate } from './validate.ts';

const idsFor = (requirements: Requirement[]): string[] => fieldsFor(requirements).map(({ id }) => id);

describe('the fields', () => {
  it('ask exactly what is required, in the order people expect', () => {
    expect(idsFor(['tax_id', 'email', 'name'])).toEqual(['name', 'email', 'taxId']);
  });

  it('ask nothing for 3-D Secure, which is the provider’s to ask', () => {
    expect(idsFor(['three_d_secure'])).toEqual([]);
  });

  it('ask once for what is required twice', () => {
    expect(idsFor(['email', 'email'])).toEqual(['email']);
  });
});

describe('the answers', () => {
  const address: DetailValues = { line1: ' Via Roma 1 ', line2: ' ', city: 'Torino', postcode: '10121', country: 'IT' };

  it('become a shopper without empty parts', () => {
    const fields = fieldsFor(['name', 'billing_address']);
    expect(shopperOf(fields, { ...address, name: 'Anna Bianchi' })).toEqual({
      name: 'Anna Bianchi',
      address: { line1: 'Via Roma 1', city: 'Torino', postcode: '10121', country: 'IT' },
    });
  });

  it('that were not asked for are not sent', () => {
    expect(shopperOf(fieldsFor(['email']), { email: 'anna@example.com', phone: '+39 011 555 0100' })).toEqual({
      email: 'anna@example.com',
    });
  });

  it('are complete or the missing ones are named', () => {
    expect(validate(fieldsFor(['name', 'billing_address']), address)).toEqual({ name: 'missing' });
  });

  it.each([
    ['email', { email: 'anna@example' }, { email: 'invalid' }],
    ['email', { email: 'anna@example.com' }, {}],
    ['phone', { phone: 'call me' }, { phone: 'invalid' }],
    ['phone', { phone: '+39 011 555 0100' }, {}],
    ['tax_id', { taxId: 'I' }, { taxId: 'invalid' }],
  ] as const)('to %s are checked: %o', (requirement, values, errors) => {
    expect(validate(fieldsFor([requirement]), values)).toEqual(errors);
  });

  it('that the engine refuses are marked by its pointers', () => {
    const fields = fieldsFor(['phone', 'billing_address']);
    expect(refusedFields(fields, ['/shopper/address/postcode', '/method'])).toEqual({ postcode: 'invalid' });
  });
});

it('names every country in the language of the page', () => {
  expect(countriesIn('it').find(({ code }) => code === 'DE')?.name).toBe('Germania');
  expect(countriesIn('en')).toHaveLength(249);
});

it('guesses the country from the browser, or not at all', () => {
  expect(likelyCountry(['it', 'it-CH', 'de-DE'])).toBe('CH');
  expect(likelyCountry(['en', 'en-XX'])).toBe('');
});
