import type { ChannelDocument, Notification } from '@pih/schemas';
import type { Logger } from 'pino';
import type { Snapshot } from '../config/index.ts';
import type { Effect, StoredEvent, StoredPayment } from '../payments/index.ts';
import { RecipientUnusable } from './addresses.ts';
import type { Messages } from './messages.ts';
import { isFor } from './notifications.ts';
import { TemplateBroken } from './problems.ts';
import { shopperAddress } from './writing.ts';

/** The events that a notification may name; the schema of the kind names the same. */
const events: readonly StoredEvent['type'][] = [
  'payment.paid',
  'payment.failed',
  'payment.expired',
  'payment.canceled',
  'payment.partially_refunded',
  'payment.refunded',
  'refund.succeeded',
  'invoice.issued',
  'credit_note.issued',
  'debit_note.issued',
];

/**
 * Writes the messages that an event asks for, once each: the key is the event's and the notification's, so that an event
 * that is handed over again finds them there. A shopper who left no address is not written to.
 */
export const notifying = (messages: Messages, live: () => Snapshot, log: Logger): Effect => ({
  name: 'messages',
  startsWith: 'now',
  follows: events,
  async handle(payment, { type }, key) {
    const now = live();
    for (const { document: notification } of now.all('notification')) {
      const channel = now.get('channel', notification.channel)?.document;
      if (!channel || channel.enabled === false || !isFor(notification, payment, type)) continue;
      await notify(messages, log, { payment, notification, channel, key: `${key}:${notification.id}` });
    }
  },
});

async function notify(
  messages: Messages,
  log: Logger,
  about: { payment: StoredPayment; notification: Notification; channel: ChannelDocument; key: string },
): Promise<void> {
  if (!shopperAddress(about.channel, about.payment)) return;
  try {
    await messages.store({ ...about, purpose: 'event' });
  } catch (error) {
    // No later try would go better, and the events after this one must not wait for it.
    if (!(error instanceof TemplateBroken) && !(error instanceof RecipientUnusable)) throw error;
    await messages.failed(about, error.message);
    log.warn({ payment: about.payment._id, notification: about.notification.id }, 'a message could not be written');
  }
}
