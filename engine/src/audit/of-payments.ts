import type { Effect, StoredEvent } from '../payments/index.ts';
import type { AuditActor, Values } from './entry.ts';
import type { Trail } from './trail.ts';

/** Who is answerable to the merchant; what shoppers, providers and the hub itself do stands in the payment's own history. */
const isAnswerable = ({ actor: { type } }: StoredEvent): boolean => type === 'operator' || type === 'api_key';

/**
 * What of an event's facts the trail keeps. Nothing that describes a shopper: a trail cannot be cleaned when one asks to be
 * forgotten. The text of a note stays with the payment for the same reason.
 */
const told: readonly string[] = [
  'amount',
  'total',
  'refund',
  'attempt',
  'provider',
  'because',
  'fields',
  'until',
  'invoice',
  'number',
  'kind',
  'message',
  'title',
  'channel',
  'approval',
  'action',
  'rules',
];

function valuesOf({ data = {} }: StoredEvent): Values | undefined {
  const known = Object.entries(data).filter(([name, value]) => told.includes(name) && value !== undefined);
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}

/** Writes what operators and keys do with payments into the trail, exactly once, also over crashes. */
export const paymentsInto = (trail: Trail): Effect => ({
  name: 'audit',
  startsWith: 'now',
  concerns: isAnswerable,
  async handle(payment, event, key) {
    const { type, at, actor, data, origin } = event;
    const after = valuesOf(event);
    // What failed has the provider's reason, which nobody here wrote.
    const reason = type.endsWith('.failed') ? undefined : (data?.['reason'] ?? data?.['note']);
    await trail.record(key, {
      at,
      actor: actor as AuditActor,
      action: type,
      target: { kind: 'payment', id: payment._id, label: payment.reference },
      payment: payment._id,
      ...(after && { after }),
      ...(typeof reason === 'string' && { reason }),
      // Nothing else is going on here that it could have come from.
      origin: origin ?? { request: key },
    });
  },
});
