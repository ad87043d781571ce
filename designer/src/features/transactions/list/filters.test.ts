import { describe, expect, it } from 'vitest';
import { aSummary } from '../../../testing/index.ts';
import { attentionReasons, filtersOf, isFiltered, noFilters, queryOf, withList, type Filters } from './filters.ts';
import { filtersFrom, listQueryOf, matches, paymentQueryOf } from './list-query.ts';

const rome = { now: new Date('2026-11-23T10:00:00Z'), timeZone: 'Europe/Rome' };
const some = (about: Partial<Filters>): Filters => ({ ...noFilters(), ...about });
const asLocation = (filters: Filters) => Object.fromEntries(new URLSearchParams(queryOf(filters)));

describe('filters in the address', () => {
  it.each([
    noFilters(),
    some({ state: ['paid', 'failed'], method: ['card'], currency: ['EUR', 'JPY'] }),
    some({ range: 'last_7_days', search: 'ORDER 10+1 & co' }),
    some({ range: { from: '2026-11-01', to: '2026-11-15' }, brand: ['rosmarino'] }),
    some({ range: { to: '2026-11-15' }, provider: ['stripe'], channel: ['web'], order: 'oldest' }),
    some({ currency: ['EUR'], amount: { from: 0, to: 50_00 }, customer: 'chiara@posta.example' }),
    some({ attention: [...attentionReasons], type: ['link'], country: ['IT', 'DE'] }),
  ])('come back as they went', (filters) => {
    expect(filtersOf(asLocation(filters))).toEqual(filters);
  });

  it('leave no trace when they are off', () => {
    expect(queryOf(noFilters())).toEqual({});
    expect(isFiltered(noFilters())).toBe(false);
    expect(isFiltered(some({ order: 'oldest' }))).toBe(false);
  });

  it('say every reason for a look in one word', () => {
    expect(queryOf(some({ attention: [...attentionReasons] }))).toEqual({ attention: 'any' });
  });

  it('are ignored where they make no sense', () => {
    const nonsense = { period: 'forever', from: '2026-13-45', state: 'gone', type: ',', search: ['a', 'b'] };
    expect(filtersOf(nonsense)).toEqual(noFilters());
  });

  it.each(['EUR,JPY', ''])('know no sums without one currency (%j)', (currency) => {
    expect(filtersOf({ currency, amountFrom: '100' }).amount).toBeUndefined();
    const filters = some({ currency: ['EUR'], amount: { from: 100 } });
    expect(withList(filters, 'currency', currency.split(',').filter(Boolean)).amount).toBeUndefined();
  });
});

describe('what the engine is asked', () => {
  it('means days by the merchant’s clock, the last one included', () => {
    expect(paymentQueryOf(some({ range: { from: '2026-11-01', to: '2026-11-15' } }), rome)).toEqual({
      from: '2026-10-31T23:00:00.000Z',
      to: '2026-11-15T23:00:00.000Z',
    });
  });

  it.each([
    ['today', { from: '2026-11-22T23:00:00.000Z' }],
    ['yesterday', { from: '2026-11-21T23:00:00.000Z', to: '2026-11-22T23:00:00.000Z' }],
    ['last_7_days', { from: '2026-11-16T23:00:00.000Z' }],
    ['this_month', { from: '2026-10-31T23:00:00.000Z' }],
    // October begins in summer time.
    ['last_month', { from: '2026-09-30T22:00:00.000Z', to: '2026-10-31T23:00:00.000Z' }],
  ] as const)('knows what %s is', (range, instants) => {
    expect(paymentQueryOf(some({ range }), rome)).toEqual(instants);
  });

  it('lists what any of may pass', () => {
    const query = paymentQueryOf(some({ state: ['paid', 'failed'], currency: ['EUR'], amount: { to: 900 } }), rome);
    expect(query).toEqual({ state: ['paid', 'failed'], currency: ['EUR'], amountTo: 900 });
    expect(listQueryOf(query)).toEqual({ state: 'paid,failed', currency: 'EUR', amountTo: '900' });
  });

  it('is saved and opened again as it was', () => {
    const filters = some({
      state: ['paid'],
      currency: ['EUR'],
      amount: { from: 10_00 },
      range: { from: '2026-11-01', to: '2026-11-15' },
    });
    expect(filtersFrom(paymentQueryOf(filters, rome), rome.timeZone)).toEqual(filters);
  });
});

describe('whether a new payment belongs into the list', () => {
  it.each([
    [some({}), true],
    [some({ state: ['paid', 'failed'], method: ['card'] }), true],
    [some({ state: ['failed'] }), false],
    [some({ currency: ['SEK'] }), false],
    [some({ type: ['link'] }), false],
    [some({ country: ['IT'] }), false],
    [some({ attention: ['paid_late'] }), false],
    [some({ currency: ['EUR'], amount: { from: 49_90, to: 49_90 } }), true],
    [some({ currency: ['EUR'], amount: { from: 49_91 } }), false],
    [some({ customer: 'Chiara@posta.example' }), true],
    [some({ customer: 'chiara' }), false],
    [some({ search: 'order-10' }), true],
    [some({ search: 'CHIARA@' }), true],
    [some({ search: 'der-10' }), false],
    [some({ search: 'jonas' }), false],
    [some({ range: 'today' }), true],
    [some({ range: 'yesterday' }), false],
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
