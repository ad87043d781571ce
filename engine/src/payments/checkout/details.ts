import type { Requirement, Shopper } from '@pih/schemas';
import { providerOf } from '../paying/connectors.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { StoredPayment } from '../record/payment.ts';

/** Which field of the shopper answers a requirement; 3-D Secure is the provider's to ask. */
const answers: Record<Requirement, keyof Shopper | undefined> = {
  name: 'name',
  email: 'email',
  phone: 'phone',
  billing_address: 'address',
  tax_id: 'taxId',
  three_d_secure: undefined,
};

/** What the providers of an offer want to know of whoever pays with it, as their documents say. */
export const requirementsOf = (
  deps: PaymentDependencies,
  { method, providers }: { method: string; providers: readonly string[] },
): Requirement[] =>
  providers.flatMap((id) => providerOf(deps, id)?.methods.find((known) => known.method === method)?.requirements ?? []);

/** What a decision requires, or a method that is chosen, and nobody has told yet. */
export const missingDetails = (
  { decision, shopper }: Pick<StoredPayment, 'decision' | 'shopper'>,
  ofMethod: readonly Requirement[] = [],
): Requirement[] =>
  [...new Set([...(decision?.requirements ?? []), ...ofMethod])].filter((requirement) => {
    const field = answers[requirement];
    return field !== undefined && !shopper[field];
  });

/**
 * The shopper with the details that the page asked for. Only what is missing is taken: the link is all that a visitor needs,
 * and what the merchant said (who buys, where the receipt goes) is not a visitor's to change.
 */
export function withDetails(
  payment: Pick<StoredPayment, 'decision' | 'shopper'>,
  given: Shopper = {},
  ofMethod: readonly Requirement[] = [],
): Shopper {
  const fields = missingDetails(payment, ofMethod).flatMap((requirement) => answers[requirement] ?? []);
  const told = Object.fromEntries(fields.flatMap((field) => (given[field] ? [[field, given[field]]] : [])));
  return withPlainEmail({ ...payment.shopper, ...told });
}

/** E-mail addresses are kept in lower case, so that they are found however they are typed. */
export const withPlainEmail = (shopper: Shopper = {}): Shopper => ({
  ...shopper,
  ...(shopper.email && { email: shopper.email.toLowerCase() }),
});
