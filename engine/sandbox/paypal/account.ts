import { Shelf } from '../shelf.ts';
import type { SimulatorContext, SimulatorSettings } from '../simulator.ts';
import { behaviourOf } from './behaviours.ts';
import type { PayPalMoney } from './money.ts';
import type { Signer } from './signature.ts';

export interface PayPalSettings extends SimulatorSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The id PayPal gives to the registered webhook; part of what is signed. Letters and digits only. */
  readonly webhookId: string;
  readonly webhookUrl: string | (() => string);
}

export interface Order {
  readonly id: string;
  readonly intent: 'CAPTURE' | 'AUTHORIZE';
  status: 'CREATED' | 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED';
  readonly unit: PurchaseUnit;
  readonly experience: Experience;
  readonly createdAt: Date;
  updatedAt: Date;
  /** Set by the shopper on the hosted page: the money will turn out not to be there. */
  willDecline: boolean;
  authorization?: Authorization;
  capture?: Capture;
}

export interface PurchaseUnit {
  readonly referenceId: string;
  readonly amount: PayPalMoney;
  /** The breakdown as it was sent, answered back unchanged. */
  readonly breakdown?: Readonly<Record<string, PayPalMoney>>;
  readonly customId?: string;
  readonly invoiceId?: string;
  readonly description?: string;
}

export interface Experience {
  /** How the caller asked: decides the first status and the name of the link for the shopper. */
  readonly askedBy: 'payment_source' | 'application_context' | 'nothing';
  readonly returnUrl?: string;
  readonly cancelUrl?: string;
  readonly brandName?: string;
  readonly locale?: string;
  readonly userAction: 'CONTINUE' | 'PAY_NOW';
}

export interface Authorization {
  readonly id: string;
  readonly order: Order;
  status: 'CREATED' | 'PARTIALLY_CAPTURED' | 'CAPTURED' | 'VOIDED';
  readonly amount: PayPalMoney;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly captures: Capture[];
}

export interface Capture {
  readonly id: string;
  readonly order: Order;
  status: 'COMPLETED' | 'PENDING' | 'DECLINED' | 'PARTIALLY_REFUNDED' | 'REFUNDED';
  readonly amount: PayPalMoney;
  readonly invoiceId?: string;
  readonly isFinal: boolean;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly refunds: Refund[];
}

export interface Refund {
  readonly id: string;
  readonly capture: Capture;
  status: 'COMPLETED' | 'PENDING';
  readonly amount: PayPalMoney;
  readonly invoiceId?: string;
  readonly customId?: string;
  readonly note?: string;
  readonly createdAt: Date;
  updatedAt: Date;
}

export type EventType =
  | 'CHECKOUT.ORDER.APPROVED'
  | 'PAYMENT.AUTHORIZATION.CREATED'
  | 'PAYMENT.AUTHORIZATION.VOIDED'
  | 'PAYMENT.CAPTURE.COMPLETED'
  | 'PAYMENT.CAPTURE.DENIED'
  | 'PAYMENT.CAPTURE.PENDING'
  | 'PAYMENT.CAPTURE.REFUNDED'
  | 'PAYMENT.REFUND.PENDING';

/** The merchant's account at the provider: everything it holds, its clock and its post. */
export interface PayPalAccount {
  readonly orders: Shelf<Order>;
  readonly authorizations: Shelf<Authorization>;
  readonly captures: Shelf<Capture>;
  readonly refunds: Shelf<Refund>;
  /** Invoice ids of captures made: PayPal takes each only once. */
  readonly invoiceIds: Set<string>;
  readonly context: SimulatorContext;
  now(): Date;
  /** 17 capital letters and digits. */
  newId(): string;
  /** Writes an event about a resource as it is now. The order's value decides whether it travels once, twice or never. */
  tell(type: EventType, about: { order: Order; resourceType: string; resource: object; summary: string }): void;
}

export function openAccount(context: SimulatorContext, signer: Signer): PayPalAccount {
  const newId = (): string => context.random().toUpperCase().slice(0, 17);

  return {
    orders: new Shelf(),
    authorizations: new Shelf(),
    captures: new Shelf(),
    refunds: new Shelf(),
    invoiceIds: new Set(),
    context,
    now: context.now,
    newId,
    tell(type, { order, resourceType, resource, summary }) {
      const behaviour = behaviourOf(order.unit.amount.value);
      if (behaviour === 'neverReports') return;
      const id = `WH-${newId()}-${newId()}`;
      const self = `${context.url}/v1/notifications/webhooks-events/${id}`;
      const body = JSON.stringify({
        id,
        event_version: '1.0',
        create_time: context.now().toISOString(),
        resource_type: resourceType,
        resource_version: '2.0',
        event_type: type,
        summary,
        resource,
        links: [
          { href: self, rel: 'self', method: 'GET' },
          { href: `${self}/resend`, rel: 'resend', method: 'POST' },
        ],
      });
      const headers = (): Record<string, string> => signer.headersFor(body);
      context.webhooks.post({ id, type, body, headers }, behaviour === 'reportsTwice' ? 2 : 1);
    },
  };
}
