import { originNow } from '../../request-scope.ts';
import type { StoredPayment } from '../record/payment.ts';

/**
 * The payment with what people and systems of the merchant have just done noted as coming from where they asked. It stands
 * with the event itself, so that whoever tells of it later, after a crash for one, still knows.
 * @param before how many events there were before
 */
export function askedFrom(payment: StoredPayment, before: number): StoredPayment {
  const origin = originNow();
  if (!origin) return payment;
  const events = payment.events.map((event, index) =>
    index >= before && (event.actor.type === 'operator' || event.actor.type === 'api_key')
      ? { ...event, origin }
      : event,
  );
  return { ...payment, events };
}
