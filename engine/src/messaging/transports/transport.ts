import type { Delivery } from '../../providers/index.ts';
import type { StoredMessage, Via } from '../model.ts';

export type { Delivery };

/** A message on its way out, with what it carries. */
export interface Letter {
  message: StoredMessage;
  /** Whose address it comes from; mails only. */
  from: { name: string; address: string };
  replyTo?: string;
  attachments: { name: string; type: string; bytes: Buffer }[];
}

/** How messages of one channel leave the house. Two ways for mail, and any number of gateways. */
export interface Transport {
  readonly via: Via;
  /**
   * Whether the other side tells a repetition from a second message. Where it does not, a message whose answer was lost is
   * never handed over again by itself.
   */
  readonly isRepeatable: boolean;
  /**
   * Hands one message over.
   * @param begin resolves once it is noted that the other side may have the message; awaited before the first byte of it
   *   leaves, and nothing is sent when it rejects
   */
  send(letter: Letter, begin: () => Promise<void>): Promise<Delivery>;
}
