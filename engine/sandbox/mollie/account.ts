import { Shelf } from '../shelf.ts';
import type { SimulatorContext, SimulatorSettings } from '../simulator.ts';
import { behaviourOf } from './behaviours.ts';

export interface MollieSettings extends SimulatorSettings {
  readonly apiKey: string;
}

export const methods = ['creditcard', 'klarna', 'banktransfer', 'ideal'] as const;
export type MollieMethod = (typeof methods)[number];

export type MollieStatus = 'open' | 'pending' | 'authorized' | 'paid' | 'canceled' | 'expired' | 'failed';

export interface MollieRefund {
  readonly id: string;
  /** Cents. */
  readonly amount: number;
  readonly description: string;
  readonly metadata: unknown;
  readonly createdAt: Date;
  status: 'pending' | 'refunded';
}

export interface MolliePayment {
  readonly id: string;
  /** Cents. */
  readonly amount: number;
  readonly description: string;
  readonly metadata: unknown;
  readonly method: MollieMethod;
  readonly captureMode: 'automatic' | 'manual';
  readonly redirectUrl: string;
  readonly cancelUrl: string | undefined;
  readonly webhookUrl: string | undefined;
  readonly locale: string | undefined;
  readonly lines: readonly { readonly description: string; readonly quantity: number; readonly cents: number }[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  status: MollieStatus;
  /** When it got the status it has. */
  statusAt: Date;
  /** Why it failed, in Mollie's words. */
  reason: string | undefined;
  /** Cents. */
  captured: number;
  readonly refunds: MollieRefund[];
}

/** Cents given back so far, those that are pending included. */
export const refundedOf = ({ refunds }: MolliePayment): number => refunds.reduce((sum, { amount }) => sum + amount, 0);

/** The merchant's profile at the provider: everything it holds, its clock and its post. */
export interface MollieAccount {
  readonly payments: Shelf<MolliePayment>;
  readonly context: SimulatorContext;
  now(): Date;
  newId(prefix: 'tr' | 're' | 'cpt'): string;
  /** Gives a payment its next status and reports it. */
  change(payment: MolliePayment, status: MollieStatus, reason?: string): void;
  /** Reports that something about a payment is new. Its sum decides whether the report travels once, twice or never. */
  tell(payment: MolliePayment): void;
}

export function openAccount(context: SimulatorContext): MollieAccount {
  const newId: MollieAccount['newId'] = (prefix) => `${prefix}_${context.random()}`;
  /** Only the id, in a form, to the address that the payment brought: whoever hears of it has to ask. */
  const tell = (payment: MolliePayment): void => {
    const behaviour = behaviourOf(payment.amount);
    if (payment.webhookUrl === undefined || behaviour === 'neverReports') return;
    const letter = {
      id: newId('tr'),
      type: payment.status,
      url: payment.webhookUrl,
      body: new URLSearchParams({ id: payment.id }).toString(),
      headers: () => ({ 'content-type': 'application/x-www-form-urlencoded' }),
    };
    context.webhooks.post(letter, behaviour === 'reportsTwice' ? 2 : 1);
  };
  return {
    payments: new Shelf(),
    context,
    now: context.now,
    newId,
    tell,
    change(payment, status, reason) {
      payment.status = status;
      payment.statusAt = context.now();
      payment.reason = reason;
      tell(payment);
    },
  };
}
