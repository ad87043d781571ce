import { describe, expect, it } from 'vitest';
import { aSummary } from '../../testing/index.ts';
import { filtersOf, isFiltered, listQueryOf, matches, noFilters, queryOf, type Filters } from './filters.ts';

const rome = { now: new Date('2026-11-23T10:00:00Z'), timeZone: 'Europe/Rome' };
const some = (about: Partial<Filters>): Filters => ({ ...noFilters(), ...about });
const asLocation = (filters: Filters) =>
  Object.fromEntries(new URLSearchParams(queryOf(filters) as Record<string, string>));

describe('filters in the address', () => {
  it.each([
    noFilters(),
    some({ state: ['paid', 'failed'], method: ['card'], currency: ['EUR', 'JPY'] }),
    some({ range: '7d', search: 'ORDER 10+1 & co' }),
    some({ range: { from: '2026-11-01', to: '2026-11-15' }, brand: ['rosmarino'] }),
    some({ range: { to: '2026-11-15' }, provider: ['stripe'], channel: ['web'] }),
  ])('come back as they went', (filters) => {
    expect(filtersOf(asLocation(filters))).toEqual(filters);
  });

  it('leave no trace when they are off', () => {
    expect(queryOf(noFilters())).toEqual({});
    expect(isFiltered(noFilters())).toBe(false);
  });

  it('are ignored where they make no sense', () => {
    expect(filtersOf({ range: 'forever', from: '2026-13-45', state: '', search: ['a', 'b'] })).toEqual(noFilters());
  });
});

describe('what the engine is asked', () => {
  it('means days by the merchant’s clock, the last one included', () => {
    expect(listQueryOf(some({ range: { from: '2026-11-01', to: '2026-11-15' } }), rome)).toEqual({
      from: '2026-10-31T23:00:00.000Z',
      to: '2026-11-15T22:59:59.999Z',
    });
  });

  it('counts today as one of the last seven days', () => {
    expect(listQueryOf(some({ range: '7d' }), rome)).toEqual({ from: '2026-11-16T23:00:00.000Z' });
    expect(listQueryOf(some({ range: 'today' }), rome)).toEqual({ from: '2026-11-22T23:00:00.000Z' });
  });

  it('lists what any of may pass', () => {
    expect(listQueryOf(some({ state: ['paid', 'failed'] }), rome)).toEqual({ state: 'paid,failed' });
  });
});

describe('whether a new payment belongs into the list', () => {
  it.each([
    [some({}), true],
    [some({ state: ['paid', 'failed'], method: ['card'] }), true],
    [some({ state: ['failed'] }), false],
    [some({ currency: ['SEK'] }), false],
    [some({ search: 'order-10' }), true],
    [some({ search: 'CHIARA@' }), true],
    [some({ search: 'jonas' }), false],
    [some({ range: 'today' }), true],
    [some({ range: { to: '2026-11-22' } }), false],
  ])('%j: %s', (filters, belongs) => {
    expect(matches(filters, aSummary(), rome)).toBe(belongs);
  });

  it('keeps a payment without a method out of a list of methods', () => {
    const bare = aSummary();
    delete bare.method;
    expect(matches(some({ method: ['card'] }), bare, rome)).toBe(false);
  });
});
