import type Stripe from 'stripe';
import { Shelf } from '../shelf.ts';
import type { SimulatorContext, SimulatorSettings } from '../simulator.ts';
import { behaviourOf } from './behaviours.ts';
import { type EventType, signatureHeader } from './events.ts';

export interface StripeSettings extends SimulatorSettings {
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly webhookUrl: string | (() => string);
}

/** Which API version the simulator speaks: the one the official SDK 23.1 pins. */
export const apiVersion = '2026-10-28.endive';

/** A checkout session and what its creator asked for once it is paid. */
export interface SessionRecord {
  readonly session: Stripe.Checkout.Session;
  readonly lines: readonly LineItem[];
  readonly plan: PaymentPlan;
  readonly brand: string | undefined;
  intentId: string | undefined;
}

export interface LineItem {
  readonly name: string;
  readonly quantity: number;
  readonly total: number;
}

/** `payment_intent_data`: how the payment behind a session is to be made. */
export interface PaymentPlan {
  readonly captureMethod: 'automatic' | 'automatic_async' | 'manual';
  readonly description: string | null;
  readonly metadata: Record<string, string>;
  readonly setupFutureUsage: 'off_session' | 'on_session' | null;
}

/** Which API request caused an event, as the event tells. */
export interface Cause {
  readonly requestId: string;
  readonly idempotencyKey: string | null;
}

/** How refunds of a charge go; decided by the card and the amount when the charge is made. */
export type RefundCourse = 'at once' | 'later' | 'failing';

/** The merchant's account at the provider: everything it holds, its clock and its post. */
export interface StripeAccount {
  readonly sessions: Shelf<SessionRecord>;
  readonly intents: Shelf<Stripe.PaymentIntent>;
  readonly charges: Shelf<Stripe.Charge>;
  readonly refunds: Shelf<Stripe.Refund>;
  readonly refundCourses: Shelf<RefundCourse>;
  readonly events: Shelf<object>;
  readonly context: SimulatorContext;
  /** Unix seconds. */
  now(): number;
  newId(prefix: string): string;
  /** Writes an event about an object as it is now. `paymentAmount` decides whether it travels once, twice or never. */
  tell(type: EventType, object: object, about: { paymentAmount: number; cause?: Cause; previous?: object }): void;
}

export function openAccount(settings: StripeSettings, context: SimulatorContext): StripeAccount {
  const now = (): number => Math.floor(context.now().getTime() / 1000);
  const newId = (prefix: string): string => `${prefix}_${context.random()}`;
  const events = new Shelf<object>();

  return {
    sessions: new Shelf(),
    intents: new Shelf(),
    charges: new Shelf(),
    refunds: new Shelf(),
    refundCourses: new Shelf(),
    events,
    context,
    now,
    newId,
    tell(type, object, { paymentAmount, cause, previous }) {
      const id = newId('evt');
      const event = {
        id,
        object: 'event',
        api_version: apiVersion,
        created: now(),
        data: { object: structuredClone(object), ...(previous && { previous_attributes: previous }) },
        livemode: false,
        pending_webhooks: 1,
        request: { id: cause?.requestId ?? null, idempotency_key: cause?.idempotencyKey ?? null },
        type,
      };
      events.put(id, event);
      const behaviour = behaviourOf(paymentAmount);
      if (behaviour === 'neverReports') return;
      const body = JSON.stringify(event, null, 2);
      const headers = (): Record<string, string> => ({
        'stripe-signature': signatureHeader(body, settings.webhookSecret, now()),
      });
      context.webhooks.post({ id, type, body, headers }, behaviour === 'reportsTwice' ? 2 : 1);
    },
  };
}
