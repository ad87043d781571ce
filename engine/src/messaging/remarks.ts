import type { PaymentRepository } from '../payments/index.ts';
import type { StoredMessage } from './model.ts';

const system = { type: 'system' } as const;

/** A payment's history grows with each of these; nobody needs the whole answer of a mail server there. */
const longestReason = 200;

/**
 * Tells the payment of a message what became of it: `message.sent`, or `message.failed` with the reason. However often it
 * is called, each outcome is told once; who it went to stays with the message.
 */
export async function remark(payments: PaymentRepository, message: StoredMessage): Promise<void> {
  const { payment, title, channel, state, because, tries, purpose } = message;
  // A test went to whoever writes the template, and is no part of the payment's life.
  if (!payment || purpose === 'test') return;
  await payments.change(payment.id, system, ({ events }) => {
    const isTold = events.some(
      ({ type, data }) => type.startsWith('message.') && data?.['message'] === message._id && data['tries'] === tries,
    );
    if (isTold) return undefined;
    const data = { message: message._id, title, channel, tries };
    if (state === 'sent') return { events: [{ type: 'message.sent', data }] };
    return {
      events: [
        {
          type: 'message.failed',
          data: { ...data, state, ...(because && { because: because.slice(0, longestReason) }) },
        },
      ],
    };
  });
}
