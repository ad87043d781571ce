import { describe, expect, it } from 'vitest';
import { filtersIn, queryOf } from './filters.ts';

describe('the filters of invoices', () => {
  it('come from the address of the page and go to the engine', () => {
    const filters = filtersIn({
      kind: 'credit_note',
      series: 'NC',
      year: '2026',
      from: '2026-01-01',
      search: 'A-2026-1',
    });
    expect(queryOf(filters)).toEqual({
      kind: 'credit_note',
      series: 'NC',
      year: 2026,
      from: '2026-01-01',
      search: 'A-2026-1',
    });
  });

  it('leave out what a mistyped link holds', () => {
    expect(
      filtersIn({ kind: 'bill', series: 'a b', year: '26', from: 'yesterday', to: ['2026-01-01'], other: 'x' }),
    ).toEqual({});
  });
});
