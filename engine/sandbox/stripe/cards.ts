/** How a payment by card ends. `code` and `declineCode` are Stripe's, the message is what its page shows. */
export type CardOutcome =
  | { readonly kind: 'approved'; readonly refunds: 'at once' | 'later' | 'failing' }
  | { readonly kind: 'declined'; readonly code: string; readonly declineCode?: string; readonly message: string };

const declined = (declineCode: string, message: string): CardOutcome => ({
  kind: 'declined',
  code: 'card_declined',
  declineCode,
  message,
});

const genericDecline = declined('generic_decline', 'Your card was declined.');

/** Stripe's test numbers (https://docs.stripe.com/testing) as far as the simulator knows them. */
const testCards = new Map<string, CardOutcome>([
  ['4242424242424242', { kind: 'approved', refunds: 'at once' }],
  ['5555555555554444', { kind: 'approved', refunds: 'at once' }],
  ['4000000000007726', { kind: 'approved', refunds: 'later' }],
  ['4000000000005126', { kind: 'approved', refunds: 'failing' }],
  ['4000000000000002', genericDecline],
  ['4000000000009995', declined('insufficient_funds', 'Your card has insufficient funds.')],
  ['4000000000000069', { kind: 'declined', code: 'expired_card', message: 'Your card has expired.' }],
]);

const notATestCard = declined(
  'test_mode_live_card',
  'Your card was declined. Your request was in test mode, but used a non test card.',
);

export const approvedCard = '4242424242424242';
export const declinedCard = '4000000000000002';

/** What a number that passes its check digit leads to. */
export const outcomeOf = (cardNumber: string): CardOutcome => testCards.get(cardNumber) ?? notATestCard;

/** Whether the digits can be a card number at all: 12 to 19 of them, with a right check digit (ISO/IEC 7812-1, Luhn). */
export function looksLikeACard(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

export const brandOf = (cardNumber: string): string => (cardNumber.startsWith('5') ? 'mastercard' : 'visa');
