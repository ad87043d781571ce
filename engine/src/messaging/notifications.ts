import type { ChannelDocument, Notification } from '@pih/schemas';
import type { StoredPayment } from '../payments/index.ts';

/** Whether a notification speaks of an event of a payment. */
export const isFor = ({ event, enabled, checkouts }: Notification, payment: StoredPayment, type: string): boolean =>
  event === type && enabled !== false && (!checkouts?.length || checkouts.includes(payment.brand));

/** How mail leaves where no document says it. */
export const plainMail: ChannelDocument = {
  kind: 'channel',
  id: 'email',
  title: 'E-mail',
  transport: { type: 'email' },
};
