import type { Checkout, Text } from '@pih/schemas';

/**
 * The language that a message is written in: the one asked for, else the payment's, else the brand's first, else the first
 * that there are words in. One without words is passed over.
 */
export function languageFor(
  body: Text,
  wishes: { asked?: string | undefined; payment?: string | undefined; brand?: Checkout | undefined },
): string {
  const written = Object.keys(body).filter((language) => body[language]?.trim());
  const wanted = [wishes.asked, wishes.payment, ...(wishes.brand?.languages ?? [])];
  return wanted.find((language) => language !== undefined && written.includes(language)) ?? written[0] ?? 'en';
}
