import { randomUUID } from 'node:crypto';
import { Shelf } from '../shelf.ts';
import type { SimulatorContext, SimulatorSettings } from '../simulator.ts';
import { behaviourOf } from './behaviours.ts';
import { createKeys, type Keys } from './keys.ts';

export interface SatispaySettings extends SimulatorSettings {
  /** The key that the shop has activated already: what its requests are signed with. */
  readonly keyId: string;
  /** PEM (SPKI). */
  readonly publicKey: string;
  /** Six characters that activate one more key, once. */
  readonly activationCode: string;
}

export const flows = ['MATCH_CODE', 'FUND_LOCK', 'REFUND'] as const;
export type PaymentFlow = (typeof flows)[number];
export const statuses = ['PENDING', 'AUTHORIZED', 'ACCEPTED', 'CANCELED'] as const;
export type PaymentStatus = (typeof statuses)[number];

/** A payment to the shop, or a refund of one: Satispay keeps both in one list. */
export interface SatispayPayment {
  readonly id: string;
  readonly flow: PaymentFlow;
  /** Cents. What was taken, once less than was held is taken. */
  amount: number;
  status: PaymentStatus;
  /** Canceled because its time was over. */
  isExpired: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly externalCode?: string;
  readonly callbackUrl?: string;
  readonly redirectUrl?: string;
  /** Of a refund: the payment that is given back. */
  readonly parent?: SatispayPayment;
  /** Cents given back so far, pending refunds included. */
  refunded: number;
  readonly insertedAt: Date;
  statusAt: Date;
  readonly expiresAt: Date;
  /** The shopper has confirmed; the outcome of 6667 and 6668 is still to come. */
  isConfirmed: boolean;
}

/** The shop's account at the provider: everything it holds, its clock and its post. */
export interface SatispayAccount {
  readonly payments: Shelf<SatispayPayment>;
  readonly keys: Keys;
  readonly context: SimulatorContext;
  now(): Date;
  /** Gives a payment its next status and calls back where its creator asked for it. */
  change(payment: SatispayPayment, status: PaymentStatus, isExpired?: boolean): void;
}

export function openAccount(settings: SatispaySettings, context: SimulatorContext): SatispayAccount {
  /** A GET with nothing in it: no signature, no status. The original amount decides whether it is made once, twice or never. */
  const callBack = (payment: SatispayPayment): void => {
    const behaviour = behaviourOf((payment.parent ?? payment).amount);
    if (payment.callbackUrl === undefined || behaviour === 'neverReports') return;
    const url = payment.callbackUrl.replaceAll('{uuid}', payment.id);
    const letter = {
      id: randomUUID(),
      type: payment.status,
      method: 'GET',
      url,
      body: '',
      headers: () => ({}),
    } as const;
    context.webhooks.post(letter, behaviour === 'reportsTwice' ? 2 : 1);
  };

  return {
    payments: new Shelf(),
    keys: createKeys(settings),
    context,
    now: context.now,
    change(payment, status, isExpired = false) {
      payment.status = status;
      payment.isExpired = isExpired;
      payment.statusAt = context.now();
      callBack(payment);
    },
  };
}
