import type { CheckoutView } from '@pih/schemas/types';

/** What the page shows of a payment. */
export type Screen = 'choose' | 'no-methods' | Exclude<CheckoutView['state'], 'open'>;

/**
 * Which screen a payment calls for.
 * @param now milliseconds since 1970, by the engine's clock
 */
export function screenOf(view: Pick<CheckoutView, 'state' | 'offers' | 'expiresAt'>, now: number): Screen {
  if (view.state !== 'open') return view.state;
  if (now >= Date.parse(view.expiresAt)) return 'expired';
  return view.offers.length > 0 ? 'choose' : 'no-methods';
}
