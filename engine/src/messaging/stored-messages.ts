import { newId, type AuditAction } from '@pih/schemas';
import { withNote, type Deed } from '../deeds.ts';
import type { Actor } from '../payments/index.ts';
import type { MessagingDependencies } from './dependencies.ts';
import type { StoredAttachment, StoredMessage } from './model.ts';
import { NotRetryable } from './problems.ts';

type Dependencies = Pick<MessagingDependencies, 'model' | 'now' | 'deeds'>;

/** Messages as they are stored: each once for its key, with what the audit trail is to know of it. */
export class StoredMessages {
  readonly #deps: Dependencies;
  readonly #kick: () => void;

  /** @param kick tells the courier that something is due */
  constructor(deps: Dependencies, kick: () => void) {
    this.#deps = deps;
    this.#kick = kick;
  }

  async find(key: string): Promise<StoredMessage | undefined> {
    return (await this.#deps.model.findOne({ key }).lean<StoredMessage>()) ?? undefined;
  }

  /** What every message has that waits to be brought. */
  fresh(key: string, attachments: StoredAttachment[] = []) {
    const at = this.#deps.now();
    return {
      _id: newId('message', at),
      key,
      state: 'waiting',
      attachments,
      tries: 0,
      history: [],
      createdAt: at,
      since: at,
      dueAt: at,
    } as const satisfies Partial<StoredMessage>;
  }

  /** Stores a message that will be brought out; one with the same key is handed back as it is. */
  async insert(message: StoredMessage): Promise<StoredMessage> {
    const { model, deeds } = this.#deps;
    // What an event has sent follows from what somebody else is answerable for.
    const action = message.purpose === 'test' ? 'message.tested' : 'message.requested';
    const untold = message.by && deeds.note(deedOf(action, message));
    try {
      await model.create({ ...message, ...(untold && { untold: [untold] }) });
      if (untold) await deeds.told(model, message._id);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 11000) throw error;
      // Another node, or the same event handed over again, was faster.
      const earlier = await this.find(message.key);
      if (!earlier) throw error;
      return earlier;
    }
    this.#kick();
    return message;
  }

  /**
   * Has a message sent again that has not arrived for sure.
   * @throws NotRetryable
   */
  async retry(message: StoredMessage, by: Actor): Promise<StoredMessage> {
    const { model, now, deeds } = this.#deps;
    const at = now();
    if (!isWritten(message)) throw new NotRetryable({ state: message.state });
    const again = await model
      .findOneAndUpdate(
        { _id: message._id, state: { $in: retryable }, owner: { $exists: false } },
        {
          $set: { state: 'waiting', since: at, dueAt: at, by },
          $unset: { handedOverAt: 1 },
          ...withNote(deeds.note(deedOf('message.retried', { ...message, by }))),
        },
        { returnDocument: 'after' },
      )
      .lean<StoredMessage>();
    if (!again) throw new NotRetryable({ state: message.state });
    await deeds.told(model, message._id);
    this.#kick();
    return again;
  }
}

/** Not who it goes to: a trail cannot be cleaned when a shopper asks to be forgotten. */
const deedOf = (action: AuditAction, { _id: id, title, notification, channel, payment, by }: StoredMessage): Deed => ({
  action,
  by,
  target: { kind: 'message', id, label: title },
  ...(payment && { payment: payment.id }),
  after: { channel, ...(notification !== undefined && { notification }) },
});

/** One whose template failed has nothing to send. */
export const isWritten = ({ text, html }: Pick<StoredMessage, 'text' | 'html'>): boolean =>
  text !== '' || html !== undefined;

/** States in which a message has not arrived for sure. */
export const retryable: StoredMessage['state'][] = ['waiting', 'failed', 'given_up', 'uncertain'];
