import { newId, type Reveal } from '@pih/schemas';
import type { PersonalField, Viewer } from '../../http/index.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import { NothingToReveal } from '../problems.ts';

/** So long the personal data of a payment stay revealed. */
const revealedMs = 15 * 60_000;

const revealed = 'personal_data.revealed';

/** What the event keeps of a reveal; events hold JSON. */
interface RevealData {
  reveal: string;
  reason: string;
  fields: PersonalField[];
  /** ISO 8601, UTC. */
  until: string;
}

/**
 * Shows the masked fields of one payment to one person for a quarter of an hour. The reason stands in the payment's history:
 * the reveal is that event, and nothing beside it.
 * @throws NothingToReveal when nothing is masked for them
 */
export async function revealTo(
  { payments, now }: Pick<PaymentDependencies, 'payments' | 'now'>,
  viewer: Viewer,
  { _id: id }: Pick<StoredPayment, '_id'>,
  reason: string,
  actor: Actor,
): Promise<Reveal> {
  const fields = [...viewer.masked];
  if (fields.length === 0) throw new NothingToReveal({});
  const at = now();
  const until = new Date(at.getTime() + revealedMs).toISOString();
  const reveal = newId('reveal', at);
  const data = { reveal, reason, fields, until } satisfies RevealData;
  await payments.change(id, actor, () => ({ events: [{ type: revealed, data }] }));
  return { id: reveal, fields, until };
}

/** Which fields of a payment are revealed to somebody at a moment. */
export function revealedTo(
  { caller }: Viewer,
  { events }: Pick<StoredPayment, 'events'>,
  now: Date,
): ReadonlySet<PersonalField> {
  const theirs = events.filter(
    ({ type, actor }) => type === revealed && caller !== undefined && actor.id === caller.id,
  );
  // Only `revealTo` writes this event.
  const reveals = theirs.map(({ data }) => data as unknown as RevealData);
  return new Set(reveals.flatMap(({ fields, until }) => (new Date(until) > now ? fields : [])));
}
