import { invalid, noSuch } from './errors.ts';
import type { Parameters } from './parameters.ts';

/** One page of a list, newest first, as every list of Stripe's API answers (https://docs.stripe.com/api/pagination). */
export function listPage<Thing extends { id: string }>(
  url: string,
  newestFirst: readonly Thing[],
  given: Parameters,
): object {
  const limit = given.integer('limit') ?? 10;
  if (limit < 1 || limit > 100) throw invalid('Limit must be between 1 and 100.', { param: 'limit' });
  const after = given.text('starting_after');
  const start = after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) throw noSuch('object', after, 'starting_after');
  const data = newestFirst.slice(start, start + limit);
  return { object: 'list', url, data, has_more: start + limit < newestFirst.length };
}
