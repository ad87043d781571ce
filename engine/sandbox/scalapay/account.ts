import { createHmac } from 'node:crypto';
import { Shelf } from '../shelf.ts';
import type { SimulatorContext, SimulatorSettings } from '../simulator.ts';
import { behaviourOf } from './behaviours.ts';

export interface ScalapaySettings extends SimulatorSettings {
  /** The merchant's key: it opens the API, and webhooks are signed with it. */
  readonly apiKey: string;
  readonly webhookUrl: string | (() => string);
}

export const products = ['pay-in-3', 'pay-in-4', 'later'] as const;
export type Product = (typeof products)[number];

export interface ScalapayOrder {
  readonly token: string;
  /** The order as it was sent: shown again as `orderDetails`. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly cents: number }[];
  readonly total: number;
  readonly product: Product;
  readonly confirmUrl: string;
  readonly cancelUrl: string;
  reference: string | undefined;
  processorReference: string | undefined;
  status: 'created' | 'pending' | 'authorized' | 'charged' | 'refunded' | 'expired';
  captureStatus: 'pending' | 'captured' | 'delayed' | 'voided';
  /** Why the shopper was not granted the instalments, the last time they tried. */
  feedback: string | undefined;
  /** Cents. */
  captured: number;
  refunded: number;
  readonly createdAt: Date;
  /** Until when it can be approved and captured; later, once a capture is delayed. */
  expiresAt: Date;
}

/** The merchant's account at the provider: everything it holds, its clock and its post. */
export interface ScalapayAccount {
  readonly orders: Shelf<ScalapayOrder>;
  readonly context: SimulatorContext;
  now(): Date;
  /** Ten capital letters and digits. */
  newToken(): string;
  /** Reports how an order stands. Its total decides whether the report travels once, twice or never. */
  tell(status: string, order: ScalapayOrder, more?: object): void;
}

/** Lower-case hex HMAC-SHA256 over `V1:<timestamp>:<raw body>`, with the merchant's API key. */
export const hmacOf = (apiKey: string, timestamp: string, body: string): string =>
  createHmac('sha256', apiKey).update(`V1:${timestamp}:${body}`).digest('hex');

export function openAccount({ apiKey }: ScalapaySettings, context: SimulatorContext): ScalapayAccount {
  const newToken = (): string => context.random().toUpperCase().slice(-10);
  return {
    orders: new Shelf(),
    context,
    now: context.now,
    newToken,
    tell(status, order, more = {}) {
      const behaviour = behaviourOf(order.total);
      if (behaviour === 'neverReports') return;
      const body = JSON.stringify({
        merchantReference: order.reference,
        // A number here, unlike everywhere else in this API.
        totalAmount: order.total / 100,
        status,
        orderToken: order.token,
        ...more,
      });
      const headers = (): Record<string, string> => {
        const timestamp = String(context.now().getTime());
        return { 'x-scalapay-timestamp': timestamp, 'x-scalapay-hmac-v1': hmacOf(apiKey, timestamp, body) };
      };
      context.webhooks.post({ id: newToken(), type: status, body, headers }, behaviour === 'reportsTwice' ? 2 : 1);
    },
  };
}
