import type { Checkout } from '@pih/schemas';
import type { PaymentDependencies } from '../dependencies.ts';
import type { StoredPayment } from '../record/payment.ts';

/**
 * The document of a payment's brand. A payment that takes part in a canary of it keeps one revision from its shopper's first
 * look on, whatever becomes of the canary; all others go by what is live, or was when the brand was archived.
 * @returns undefined when the document is gone
 */
export async function brandOf(
  { live, checkoutOf }: Pick<PaymentDependencies, 'live' | 'checkoutOf'>,
  { brand, canary }: Pick<StoredPayment, 'brand' | 'canary'>,
): Promise<Checkout | undefined> {
  const current = live().evenArchived('checkout', brand);
  const kept = canary?.checkout?.revision;
  if (kept === undefined || kept === current?.revision) return current?.document;
  if (kept === current?.canary?.revision) return current.canary.document;
  return (await checkoutOf(brand, kept)) ?? current?.document;
}
