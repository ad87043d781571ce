import { bundleOf, documentErrors, kinds } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { freeSlug, isSlug, slugFor } from './slug.ts';
import { startersFor } from './starters.ts';

describe.each(kinds)('what a %s can be begun with', (kind) => {
  const starters = startersFor(kind, bundleOf(kind), 'EUR', (key) => key);
  it.each(starters)('fits its schema: $id', ({ id, make }) => {
    const document = make({ id: 'new-one', title: 'New one', firstFlow: 'standard' });
    expect(document).toMatchObject({ kind, id: 'new-one', title: 'New one' });
    // A question leaves its offers open: there is no telling what somebody wants to offer.
    const open = id === 'amount' || id === 'channel' ? /^\/nodes\/[23]\/data\/methods/ : /^$/;
    expect(documentErrors(kind, document).filter(({ path }) => !open.test(path))).toEqual([]);
  });
});

describe('an identifier', () => {
  it.each([
    ['Città & più', 'citta-piu'],
    ['  Orders over €500!  ', 'orders-over-500'],
    ['日本', ''],
    ['x'.repeat(80), 'x'.repeat(63)],
  ])('for "%s" is "%s"', (title, slug) => expect(slugFor(title)).toBe(slug));

  it('gets a number where it is taken', () => {
    expect(freeSlug('flow', new Set(['flow', 'flow-2']))).toBe('flow-3');
    expect(isSlug(freeSlug('x'.repeat(63), new Set(['x'.repeat(63)])))).toBe(true);
  });
});
