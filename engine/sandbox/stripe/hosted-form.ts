import { approvedCard, declinedCard, looksLikeACard } from './cards.ts';
import type { Card } from './shopper.ts';

/** The fields of the hosted page's form, as posted. */
export interface CardForm {
  readonly number: string;
  readonly expiry: string;
  readonly securityCode: string;
}
export type FieldProblem = 'number' | 'expiry' | 'securityCode';

/** The form as a shopper first sees it: filled in, so that one press of a button is enough to try a payment. */
export const prefilledForm: CardForm = { number: '4242 4242 4242 4242', expiry: '12/34', securityCode: '123' };

export function readForm(text: string): { wantsDecline: boolean; form: CardForm } {
  const posted = new URLSearchParams(text);
  return {
    wantsDecline: posted.get('outcome') === 'decline',
    form: {
      number: posted.get('card_number') ?? approvedCard,
      expiry: posted.get('expiry') ?? prefilledForm.expiry,
      securityCode: posted.get('security_code') ?? prefilledForm.securityCode,
    },
  };
}

/** The card that is always declined, for the button that asks for it. */
export const decliningCard: Card = { number: declinedCard, expiryMonth: 12, expiryYear: 2034 };

/** The card in a form, or which fields are wrong. */
export function cardIn(form: CardForm, now: Date): { card: Card } | { problems: FieldProblem[] } {
  const number = form.number.replace(/[\s-]/g, '');
  const [, month = '', year = ''] = /^\s*(0?[1-9]|1[0-2])\s*\/\s*(?:20)?(\d\d)\s*$/.exec(form.expiry) ?? [];
  const expiry = { month: Number(month), year: 2000 + Number(year) };
  const isFuture = month !== '' && Date.UTC(expiry.year, expiry.month, 1) > now.getTime();
  const problems: FieldProblem[] = [];
  if (!looksLikeACard(number)) problems.push('number');
  if (!isFuture) problems.push('expiry');
  if (!/^\s*\d{3,4}\s*$/.test(form.securityCode)) problems.push('securityCode');
  if (problems.length > 0) return { problems };
  return { card: { number, expiryMonth: expiry.month, expiryYear: expiry.year } };
}
