import type { DeclineReason } from '../connector.ts';

/** Stripe's codes (https://docs.stripe.com/declines/codes) that say more than "declined". */
const reasons: Readonly<Record<string, DeclineReason>> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_instrument',
  authentication_required: 'authentication_failed',
  authentication_not_handled: 'authentication_failed',
  payment_intent_authentication_failure: 'authentication_failed',
  incorrect_pin: 'authentication_failed',
  offline_pin_required: 'authentication_failed',
  online_or_offline_pin_required: 'authentication_failed',
  card_velocity_exceeded: 'limit_exceeded',
  withdrawal_count_limit_exceeded: 'limit_exceeded',
  pin_try_exceeded: 'limit_exceeded',
};

/** In the shopper's words why Stripe declined; the precise code stays with operators. */
export const reasonOf = (code: string | undefined): DeclineReason => (code && reasons[code]) || 'declined';
