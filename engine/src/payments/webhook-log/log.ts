import { createHash } from 'node:crypto';
import { newId, type PaymentWebhook } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { RawWebhook } from '../../providers/index.ts';
import { redacted } from '../../redaction/index.ts';
import type { StoredWebhook } from './model.ts';

/** So many of one payment are kept, the latest: a provider that repeats itself for days fills nothing. */
const mostKept = 100;
/** So many that nobody has signed are kept, the first: anybody can send them, and they push out nothing genuine. */
const mostUnverified = 20;
/** Longer bodies are not read to be shown. */
const longestRead = 64_000;
const longestBody = 8_000;

/** What came of one message about a payment. */
export interface Heard {
  payment: string;
  provider: string;
  attempt?: string;
  isVerified: boolean;
  outcome: Exclude<PaymentWebhook['outcome'], 'repeated'>;
  event?: string;
}

/** What was sent, as it can be shown: in the body, or in the address of a call that has none. */
function textOf({ body, url = '' }: RawWebhook): string {
  const sent = body.length ? body.subarray(0, longestRead).toString('utf8') : (url.split('?')[1] ?? '');
  return String(redacted(sent)).slice(0, longestBody);
}

/**
 * Remembers what providers sent about each payment, so that operators can see it. What is about no payment of ours is
 * only counted, by the metrics: nobody can fill the database with it. A note that cannot be written changes nothing else.
 */
export class WebhookLog {
  readonly #model: Model<StoredWebhook>;
  readonly #now: Clock;
  readonly #log: Logger;

  constructor(model: Model<StoredWebhook>, now: Clock, log: Logger) {
    this.#model = model;
    this.#now = now;
    this.#log = log;
  }

  prepare(): Promise<void> {
    return this.#model.createIndexes();
  }

  async note(raw: RawWebhook, heard: Heard): Promise<void> {
    try {
      await this.#write(raw, heard);
    } catch (error) {
      this.#log.warn({ err: error, payment: heard.payment }, 'could not note a webhook');
    }
  }

  /** What was sent about a payment, newest first. */
  async of(payment: string): Promise<StoredWebhook[]> {
    return this.#model.find({ payment }).sort({ _id: -1 }).limit(mostKept).lean<StoredWebhook[]>();
  }

  async #write(raw: RawWebhook, { outcome, ...heard }: Heard): Promise<void> {
    const { payment, isVerified } = heard;
    if (!isVerified && (await this.#model.countDocuments({ payment, isVerified })) >= mostUnverified) return;
    const digest = createHash('sha256')
      .update(`${raw.url ?? ''}\n`)
      .update(raw.body)
      .digest('base64url');
    const isRepeated = outcome === 'nothing_new' && (await this.#model.exists({ payment, digest })) !== null;
    const now = this.#now();
    const body = textOf(raw);
    await this.#model.create({
      ...heard,
      _id: newId('webhook', now),
      receivedAt: now,
      outcome: isRepeated ? 'repeated' : outcome,
      ...(body && { body }),
      digest,
    });
    await this.#forgetOldest(payment);
  }

  async #forgetOldest(payment: string): Promise<void> {
    const oldest = await this.#model
      .find({ payment }, { _id: 1 })
      .sort({ _id: -1 })
      .skip(mostKept)
      .limit(mostKept)
      .lean<Pick<StoredWebhook, '_id'>[]>();
    if (oldest.length) await this.#model.deleteMany({ _id: { $in: oldest.map(({ _id }) => _id) } });
  }
}

/** A message as it is shown. @param showsBody whether whoever looks sees all personal fields */
export function webhookView(webhook: StoredWebhook, showsBody: boolean): PaymentWebhook {
  const { _id: id, provider, receivedAt, isVerified, outcome, attempt, event, body } = webhook;
  return {
    id,
    provider,
    receivedAt: receivedAt.toISOString(),
    isVerified,
    outcome,
    ...(attempt && { attempt }),
    ...(event && { event }),
    ...(showsBody && body && { body }),
  };
}
