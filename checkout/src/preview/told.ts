import type { CheckoutView } from '@pih/schemas/types';

/** What the console and the preview call each other by. */
export const topic = 'checkout-preview';

/** The view in a message from the console; undefined for anything else: a page hears from extensions and other frames too. */
export function viewIn(
  { origin, source, data }: Pick<MessageEvent, 'origin' | 'source' | 'data'>,
  around: { origin: string; parent: unknown },
): CheckoutView | undefined {
  if (origin !== around.origin || source !== around.parent) return undefined;
  const message = data as { topic?: unknown; view?: CheckoutView } | null;
  return message?.topic === topic ? message.view : undefined;
}

/** Whether two views differ in nothing but colours and shapes, which can be changed under the shopper's hands. */
export function differsInLooksOnly(one: CheckoutView, other: CheckoutView): boolean {
  const rest = ({ brand: { theme, ...brand }, expiresAt: _, ...view }: CheckoutView) =>
    JSON.stringify({ ...view, brand, fonts: theme.fonts });
  return rest(one) === rest(other);
}
