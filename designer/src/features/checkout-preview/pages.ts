import type { CheckoutPreviewRequest } from '@pih/schemas/types';

export type Page = NonNullable<CheckoutPreviewRequest['page']>;
export type Language = NonNullable<CheckoutPreviewRequest['language']>;
export type Device = 'phone' | 'desktop';

/** The pages of a checkout, in the order in which a shopper may meet them. */
export const pages: readonly Page[] = [
  'choose',
  'declined',
  'no-methods',
  'pending',
  'authorized',
  'paid',
  'refunded',
  'failed',
  'canceled',
  'expired',
];

/** CSS pixels of the screens that the preview plays. */
export const screens: Record<Device, { width: number; height: number }> = {
  phone: { width: 390, height: 780 },
  desktop: { width: 1120, height: 800 },
};
