import type { CheckoutView } from '@pih/schemas/types';

/** What the page shows of a payment. */
export type Screen = 'choose' | 'no-methods' | 'unfinished' | Exclude<CheckoutView['state'], 'open'>;

/**
 * Which screen a payment calls for.
 * @param now milliseconds since 1970, by the engine's clock
 */
export function screenOf(view: Pick<CheckoutView, 'state' | 'offers' | 'expiresAt'>, now: number): Screen {
  // Methods are still offered, so nothing is on its way: the shopper left the provider's page before the end.
  if (view.state === 'pending' && view.offers.length > 0) return 'unfinished';
  if (view.state !== 'open') return view.state;
  if (now >= Date.parse(view.expiresAt)) return 'expired';
  return view.offers.length > 0 ? 'choose' : 'no-methods';
}
