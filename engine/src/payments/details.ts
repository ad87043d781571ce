import type { Requirement, Shopper } from '@pih/schemas';
import type { StoredPayment } from './payment.ts';

/** Which field of the shopper answers a requirement; 3-D Secure is the provider's to ask. */
const answers: Record<Requirement, keyof Shopper | undefined> = {
  name: 'name',
  email: 'email',
  phone: 'phone',
  billing_address: 'address',
  tax_id: 'taxId',
  three_d_secure: undefined,
};

/** What a decision requires and nobody has told yet. */
export const missingDetails = ({ decision, shopper }: Pick<StoredPayment, 'decision' | 'shopper'>): Requirement[] =>
  (decision?.requirements ?? []).filter((requirement) => {
    const field = answers[requirement];
    return field !== undefined && !shopper[field];
  });

/**
 * The shopper with the details that the page asked for. Only what is missing is taken: the link is all that a visitor needs,
 * and what the merchant said (who buys, where the receipt goes) is not a visitor's to change.
 */
export function withDetails(payment: Pick<StoredPayment, 'decision' | 'shopper'>, given: Shopper = {}): Shopper {
  const fields = missingDetails(payment).flatMap((requirement) => answers[requirement] ?? []);
  const told = Object.fromEntries(fields.flatMap((field) => (given[field] ? [[field, given[field]]] : [])));
  return withPlainEmail({ ...payment.shopper, ...told });
}

/** E-mail addresses are kept in lower case, so that they are found however they are typed. */
export const withPlainEmail = (shopper: Shopper = {}): Shopper => ({
  ...shopper,
  ...(shopper.email && { email: shopper.email.toLowerCase() }),
});
