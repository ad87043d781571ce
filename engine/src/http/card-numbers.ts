import { problem } from '@pih/schemas';

export const CardNumber = problem<{ path: string }>({
  type: 'card-number',
  status: 400,
  title: 'The body contains a card number',
  detail: ({ path }) =>
    `${path || 'The body'} looks like a card number. The hub never takes card data: the shopper enters it at the provider. Remove it.`,
});

/** Luhn's check digit, as card numbers have it (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

// 13 to 19 digits, perhaps in groups; the first digit is that of a payment network.
const candidate = /(?<![\dA-Za-z])[2-6](?:[ -]?\d){12,18}(?![\dA-Za-z])/g;

const looksLikeCard = (text: string): boolean => {
  for (const [found] of text.matchAll(candidate)) if (passesLuhn(found.replace(/\D/g, ''))) return true;
  return false;
};

/**
 * Refuses a body in which any text or number is a card number, so that none is ever stored or logged.
 * @throws CardNumber naming the place, not the number
 */
export function refuseCardNumbers(value: unknown, path = ''): void {
  if (typeof value === 'string' ? looksLikeCard(value) : typeof value === 'number' && looksLikeCard(String(value))) {
    throw new CardNumber({ path });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) refuseCardNumbers(item, `${path}/${key}`);
}
