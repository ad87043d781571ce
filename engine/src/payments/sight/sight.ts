import { InvalidInput, type PaymentQuery } from '@pih/schemas';
import type { Viewer } from '../../http/index.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { Sight } from '../list/index.ts';

/** What somebody sees of the list: the payments on which all these actions are allowed. */
export async function sightOf(
  { lookElsewhere }: Pick<PaymentDependencies, 'lookElsewhere'>,
  viewer: Viewer,
  ...actions: readonly string[]
): Promise<Sight> {
  const scopes = await Promise.all(['payments.read', ...actions].map((action) => viewer.scope(action)));
  const filters = scopes.flatMap(({ filter }) => (filter ? [filter] : []));
  return {
    scope: filters.length > 1 ? { $and: filters } : filters[0],
    masksEmail: viewer.masked.has('email'),
    ...(lookElsewhere && { lookElsewhere }),
  };
}

/** What a schema cannot say: an amount means something in one currency only. @throws InvalidInput */
export function sensible(asked: PaymentQuery, at = ''): PaymentQuery {
  const { amountFrom, amountTo, currency = [] } = asked;
  if ((amountFrom === undefined && amountTo === undefined) || currency.length === 1) return asked;
  const path = `${at}/${amountFrom === undefined ? 'amountTo' : 'amountFrom'}`;
  const errors = [{ path, rule: 'currency', message: 'needs exactly one currency beside it' }];
  throw new InvalidInput({ what: 'The filters cannot be read', errors });
}
