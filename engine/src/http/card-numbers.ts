import { problem } from '@pih/schemas';
import { holdsCard, isCardNumber } from '../redaction/index.ts';
import type { HubMiddleware } from './context.ts';

export const CardNumber = problem<{ path: string }>({
  type: 'card-number',
  status: 400,
  title: 'The request contains a card number',
  detail: ({ path }) =>
    `${path || 'The body'} looks like a card number. The hub never takes card data: the shopper enters it at the provider. Remove it.`,
});

/**
 * Refuses a body in which any text, number or name of a field is a card number, so that none is ever stored or logged.
 * @param value as deep as the border lets in
 * @throws CardNumber naming the place, not the number
 */
export function refuseCardNumbers(value: unknown, path = ''): void {
  if (typeof value === 'string' ? holdsCard(value) : typeof value === 'number' && isCardNumber(value)) {
    throw new CardNumber({ path });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (holdsCard(key)) throw new CardNumber({ path: `${path}: the name of a field` });
    refuseCardNumbers(item, `${path}/${key}`);
  }
}

/**
 * What providers make up: numbers of theirs may look like anything, and news of a payment must not be lost for it. Nothing of
 * these addresses is stored or logged.
 */
const fromProviders = /^\/(?:webhooks\/|v1\/checkout\/[^/]+\/return\/)/;

/** A path or a part of a query without its escapes; as it is when they are broken. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/**
 * Refuses a request with a card number in its address or in the one header that is stored as it is. What a browser says of
 * itself is not stored, and nobody may be kept from paying for the digits in it.
 * @throws CardNumber naming the place, not the number
 */
export const refuseCardNumbersAround: HubMiddleware = async (ctx, next) => {
  if (holdsCard(ctx.get('Idempotency-Key'))) throw new CardNumber({ path: 'The header Idempotency-Key' });
  if (!fromProviders.test(ctx.path)) {
    if (holdsCard(unescaped(ctx.path))) throw new CardNumber({ path: 'The path of the address' });
    for (const [name, value] of new URLSearchParams(ctx.querystring)) {
      if (holdsCard(name)) throw new CardNumber({ path: 'The name of a parameter in the address' });
      if (holdsCard(value)) throw new CardNumber({ path: `The parameter "${name.slice(0, 80)}" of the address` });
    }
  }
  await next();
};
