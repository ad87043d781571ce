import type { Payment, PaymentAttempt, PaymentRefund, PaymentWebhook } from '@pih/schemas/types';
import { Ban, CircleCheck, CircleDashed, CircleX, Clock, Hourglass, LockKeyhole, TimerOff, Undo2 } from '@lucide/vue';
import type { Component } from 'vue';
import type { Tone } from '../../ui/index.ts';

export interface Look {
  tone: Tone;
  icon: Component;
}

/** How each state of a payment looks, everywhere. */
export const paymentLooks: Readonly<Record<Payment['state'], Look>> = {
  created: { tone: 'neutral', icon: CircleDashed },
  pending: { tone: 'info', icon: Clock },
  authorized: { tone: 'accent', icon: LockKeyhole },
  paid: { tone: 'success', icon: CircleCheck },
  partially_refunded: { tone: 'info', icon: Undo2 },
  refunded: { tone: 'neutral', icon: Undo2 },
  failed: { tone: 'danger', icon: CircleX },
  canceled: { tone: 'neutral', icon: Ban },
  expired: { tone: 'neutral', icon: TimerOff },
};
export const paymentStates = Object.keys(paymentLooks) as Payment['state'][];

export const attemptLooks: Readonly<Record<PaymentAttempt['state'], Look>> = {
  starting: { tone: 'neutral', icon: Hourglass },
  pending: { tone: 'info', icon: Clock },
  authorized: { tone: 'accent', icon: LockKeyhole },
  paid: { tone: 'success', icon: CircleCheck },
  failed: { tone: 'danger', icon: CircleX },
};

export const refundLooks: Readonly<Record<PaymentRefund['state'], Look>> = {
  pending: { tone: 'info', icon: Clock },
  succeeded: { tone: 'success', icon: CircleCheck },
  failed: { tone: 'danger', icon: CircleX },
};

export const webhookTones: Readonly<Record<PaymentWebhook['outcome'], Tone>> = {
  applied: 'success',
  repeated: 'neutral',
  nothing_new: 'neutral',
  refused: 'danger',
  left_aside: 'warning',
  unknown: 'warning',
};
