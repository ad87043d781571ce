import { describe, expect, it } from 'vitest';
import { aSummary } from '../../../testing/index.ts';
import { settled, withNews, withoutGone, withPage, withWaiting } from './live-rows.ts';

const at = (minute: number) => `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`;
const born = (id: string, minute: number, more = {}) =>
  aSummary({ id, createdAt: at(minute), updatedAt: at(minute), ...more });
const page = settled([born('c', 30), born('b', 20), born('a', 10)]);
const place = { matches: () => true, isWhole: false, mayMove: true };
const ids = ({ rows }: { rows: readonly { id: string }[] }) => rows.map(({ id }) => id).join('');

describe('a row that is shown', () => {
  it('is brought up to date where it stands', () => {
    const after = withNews(page, born('b', 20, { state: 'refunded', updatedAt: at(40) }), place);
    expect(ids(after)).toBe('cba');
    expect(after.rows[1]?.state).toBe('refunded');
    expect(after.fresh.size).toBe(0);
  });

  it('stays even when it no longer passes the filters', () => {
    const news = born('b', 20, { state: 'refunded', updatedAt: at(40) });
    expect(ids(withNews(page, news, { ...place, matches: () => false }))).toBe('cba');
  });

  it('ignores news that is older than what it shows', () => {
    const late = withNews(page, born('b', 20, { state: 'refunded', updatedAt: at(40) }), place);
    const after = withNews(late, born('b', 20, { state: 'paid', updatedAt: at(35) }), place);
    expect(after.rows[1]?.state).toBe('refunded');
  });
});

describe('a payment that the reader may not see any more', () => {
  it('is taken away, shown or waiting, and the others stay as they are', () => {
    expect(ids(withoutGone(page, 'b'))).toBe('ca');
    const waiting = withNews(page, born('d', 40), { ...place, mayMove: false });
    expect(withoutGone(waiting, 'd')).toEqual(page);
  });
});

describe('a payment that is not shown yet', () => {
  it('slides in on top and is marked', () => {
    const after = withNews(page, born('d', 40), place);
    expect(ids(after)).toBe('dcba');
    expect([...after.fresh]).toEqual(['d']);
  });

  it('waits while moving rows would disturb', () => {
    const after = withNews(page, born('d', 40), { ...place, mayMove: false });
    expect(ids(after)).toBe('cba');
    expect([...after.waiting.keys()]).toEqual(['d']);
  });

  it('comes last where the oldest come first, once all are loaded', () => {
    const oldestFirst = settled([...page.rows].reverse());
    const held = { ...place, order: 'oldest' } as const;
    expect(withNews(oldestFirst, born('d', 40), held)).toBe(oldestFirst);
    expect(ids(withNews(oldestFirst, born('d', 40), { ...held, isWhole: true }))).toBe('abcd');
  });

  it('is counted once however often it is heard of', () => {
    const held = { ...place, mayMove: false };
    const once = withNews(page, born('d', 40), held);
    expect(withNews(once, born('d', 40, { updatedAt: at(41) }), held).waiting.size).toBe(1);
  });

  it('stops waiting when it no longer passes the filters', () => {
    const waiting = withNews(page, born('d', 40), { ...place, mayMove: false });
    expect(withNews(waiting, born('d', 40, { state: 'failed' }), { ...place, matches: () => false }).waiting.size).toBe(
      0,
    );
  });

  it('takes its place by birth when it passes the filters only now', () => {
    expect(ids(withNews(page, born('x', 15), place))).toBe('cbxa');
  });

  it('is left to a page that was not loaded yet when it is older than all that were', () => {
    expect(withNews(page, born('x', 5), place)).toBe(page);
    expect(ids(withNews(page, born('x', 5), { ...place, isWhole: true }))).toBe('cbax');
  });

  it('is left out when it does not pass the filters', () => {
    expect(withNews(page, born('d', 40), { ...place, matches: () => false })).toBe(page);
  });

  it('is the first of an empty list', () => {
    expect(ids(withNews(settled([]), born('d', 40), place))).toBe('d');
  });
});

describe('what waits', () => {
  const waiting = withNews(page, born('d', 40), { ...place, mayMove: false });

  it('takes its place as it stands by then, once it is asked for', () => {
    const changed = withNews(waiting, born('d', 40, { state: 'refunded', updatedAt: at(41) }), place);
    const shown = withWaiting(withNews(waiting, born('e', 45), { ...place, mayMove: false }));
    expect(ids(shown)).toBe('edcba');
    expect([...shown.fresh]).toEqual(['d', 'e']);
    expect(changed.rows[0]?.state).toBe('refunded');
  });

  it('is not counted any more when its page comes', () => {
    const after = withPage(waiting, [born('d', 40)]);
    expect([ids(after), after.waiting.size]).toEqual(['cbad', 0]);
  });
});

it('shows no row twice when a page brings it again', () => {
  expect(ids(withPage(page, [born('a', 10), born('z', 5)]))).toBe('cbaz');
});
