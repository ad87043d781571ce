import type { StripeAccount } from './account.ts';
import { invalid } from './errors.ts';

type Wire = Record<string, unknown>;

/**
 * Replaces ids by the objects they stand for, along paths such as `payment_intent.latest_charge`.
 * @returns a copy; what the account holds keeps its ids
 * @throws StripeFault when a path names something that cannot be expanded
 */
export function expand(account: StripeAccount, object: object, paths: readonly string[]): object {
  const copy: Wire = { ...object };
  for (const path of paths) expandOne(account, copy, path.split('.'), path);
  return copy;
}

function expandOne(account: StripeAccount, object: Wire, [name = '', ...rest]: readonly string[], path: string): void {
  const value = object[name];
  if (value === null) return;
  const found = typeof value === 'string' ? lookUp(account, value) : value;
  if (typeof found !== 'object' || found === null) {
    throw invalid(`This property cannot be expanded (${path}).`, { param: 'expand' });
  }
  const copy: Wire = { ...found };
  object[name] = copy;
  if (rest.length > 0) expandOne(account, copy, rest, path);
}

const lookUp = (account: StripeAccount, id: string): object | undefined =>
  account.intents.get(id) ?? account.charges.get(id) ?? account.refunds.get(id);
