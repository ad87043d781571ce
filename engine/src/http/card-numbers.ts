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

/**
 * How the numbers of each network begin and how long they are. Without it one order number of digits in ten would be
 * taken for a card, since that many pass Luhn's check.
 */
const networks: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^3(?:0[0-59]|[689]\d)\d{11,16}$/, // Diners Club
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/, // JCB
  /^(?:5[06-8]|6\d)\d{11,17}$/, // Maestro, Discover, UnionPay
];

const isCard = (digits: string): boolean => networks.some((network) => network.test(digits)) && passesLuhn(digits);

// 13 to 19 digits, perhaps in groups. After a plus it is a telephone number, after a letter a part of an identifier.
const candidate = /(?<![\dA-Za-z+])[2-6](?:[ \u00a0.-]?\d){12,18}(?![\dA-Za-z])/g;

const looksLikeCard = (text: string): boolean => {
  for (const [found] of text.matchAll(candidate)) if (isCard(found.replace(/\D/g, ''))) return true;
  return false;
};

/**
 * Refuses a body in which any text, number or name of a field is a card number, so that none is ever stored or logged.
 * @param value as deep as the border lets in
 * @throws CardNumber naming the place, not the number
 */
export function refuseCardNumbers(value: unknown, path = ''): void {
  if (typeof value === 'string' ? looksLikeCard(value) : typeof value === 'number' && looksLikeCard(String(value))) {
    throw new CardNumber({ path });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (looksLikeCard(key)) throw new CardNumber({ path: `${path}: the name of a field` });
    refuseCardNumbers(item, `${path}/${key}`);
  }
}
