import type { ChannelDocument, Notification } from '@pih/schemas';
import { IdempotencyKeyReused, type Actor, type StoredPayment } from '../payments/index.ts';
import { accountMail, type AccountLetter } from './account/account.ts';
import { recipientFor, recipientKind } from './channels.ts';
import { InvoiceNotIssued, type Sending } from '../documents/index.ts';
import type { InvoiceOfPayment, MessagingDependencies } from './dependencies.ts';
import type { StoredAttachment, StoredMessage } from './model.ts';
import { ChannelUnusable, NoRecipient, NotificationUnknown, TemplateBroken } from './problems.ts';
import { TemplateFault } from './template/render.ts';
import { invoiceFor, letterFor } from './invoice.ts';
import { StoredMessages } from './stored-messages.ts';
import type { TestMessage } from './test-send.ts';
import { shopperAddress, write, type Written } from './writing.ts';

/** A notification about a payment that is to be sent. */
export interface Wish {
  payment: StoredPayment;
  notification: Notification;
  channel: ChannelDocument;
  purpose: Exclude<StoredMessage['purpose'], 'account'>;
  /** The intention: the same key twice sends once. */
  key: string;
  /** Instead of the payment's own. */
  language?: string | undefined;
  /** Instead of the shopper's own. */
  to?: string | undefined;
  by?: Actor;
  /** What the caller asked for, where the key is theirs. */
  fingerprint?: string;
  /** What it speaks of and carries, where it is about another than the payment's invoice. */
  invoice?: InvoiceOfPayment;
}

/** Stores messages, so that none is lost and none is sent twice; the courier brings them out. */
export class Messages {
  readonly #deps: MessagingDependencies;
  readonly #stored: StoredMessages;

  /** @param kick tells the courier that something is due */
  constructor(deps: MessagingDependencies, kick: () => void) {
    this.#deps = deps;
    this.#stored = new StoredMessages(deps, kick);
  }

  /**
   * Sends a live notification about a payment.
   * @throws NotificationUnknown, ChannelUnusable, InvoiceNotIssued, NoRecipient, RecipientUnusable, TemplateBroken
   */
  async send({
    notification: id,
    ...wish
  }: Omit<Wish, 'notification' | 'channel' | 'purpose'> & { notification: string; by: Actor }): Promise<StoredMessage> {
    const live = this.#deps.live().get('notification', id);
    if (!live) throw new NotificationUnknown({ notification: id });
    const channel = this.channelOf(live.document.channel);
    await this.#mustBeTrue(live.document, wish.payment);
    return this.store({ ...wish, purpose: 'demand', notification: live.document, channel });
  }

  /**
   * Says whether a live notification could be sent to the shopper of a payment; what it would say is not written yet.
   * @throws NotificationUnknown, ChannelUnusable, InvoiceNotIssued, NoRecipient, RecipientUnusable
   */
  async rehearse(payment: StoredPayment, id: string): Promise<void> {
    const live = this.#deps.live().get('notification', id);
    if (!live) throw new NotificationUnknown({ notification: id });
    const channel = this.channelOf(live.document.channel);
    await this.#mustBeTrue(live.document, payment);
    const given = shopperAddress(channel, payment);
    if (!given) throw new NoRecipient({ what: recipientKind(channel) });
    recipientFor(channel, given);
  }

  /** Who says "here is your invoice" must have one: it would go out without number and without PDF. @throws InvoiceNotIssued */
  async #mustBeTrue({ event }: Notification, payment: StoredPayment): Promise<void> {
    if (event === 'invoice.issued' && !(await this.#deps.invoiceOf(payment))) throw new InvoiceNotIssued({});
  }

  /** A channel that is live and enabled. @throws ChannelUnusable */
  channelOf(id: string): ChannelDocument {
    const channel = this.#deps.live().get('channel', id)?.document;
    if (!channel || channel.enabled === false) throw new ChannelUnusable({ channel: id });
    return channel;
  }

  /**
   * Writes a message and stores it; from then on it will be brought out. One whose key is known is not written again.
   * @throws NoRecipient, RecipientUnusable, TemplateBroken
   */
  async store(wish: Wish): Promise<StoredMessage> {
    const earlier = await this.#stored.find(wish.key);
    if (earlier) return sameAs(earlier, wish);
    const { payment, notification, channel, purpose } = wish;
    const given = wish.to ?? shopperAddress(channel, payment);
    if (!given) throw new NoRecipient({ what: recipientKind(channel) });
    const to = recipientFor(channel, given);
    const invoice = wish.invoice ?? (await this.#deps.invoiceOf(payment));
    const written = await this.#written(wish, invoice);
    const attachments = await this.#invoiceFile(notification, channel, invoice);
    return this.#stored.insert({
      ...this.#stored.fresh(wish.key, attachments),
      purpose,
      title: notification.title,
      notification: notification.id,
      channel: channel.id,
      form: channel.transport.type === 'email' ? 'email' : 'text',
      to,
      language: written.language,
      ...(written.subject !== undefined && { subject: written.subject }),
      ...(written.html !== undefined && { html: written.html }),
      text: written.text,
      sender: {
        name: written.brand.merchantName,
        ...(written.brand.links?.support && { replyTo: written.brand.links.support }),
      },
      payment: { id: payment._id, reference: payment.reference, brand: payment.brand },
      ...(wish.by && { by: wish.by }),
      ...(wish.fingerprint && { fingerprint: wish.fingerprint }),
    });
  }

  /**
   * Sends an invoice, a credit note or a debit note with its PDF: in the words of the notification that follows `invoice.issued`, where
   * the brand has one by mail, else in our own.
   * @throws RecipientUnusable, TemplateBroken
   */
  async sendInvoice({ invoice, pdf, ...sending }: Sending): Promise<StoredMessage> {
    const { notification, channel } = letterFor(this.#deps.live(), invoice, sending.payment);
    const about = invoiceFor(invoice, () => Promise.resolve(pdf));
    return this.store({
      ...sending,
      key: `invoice:${sending.key}`,
      purpose: 'demand',
      notification,
      channel,
      invoice: about,
    });
  }

  /** Sends a draft that was tried out to one address. @throws ChannelUnusable */
  async test({ key, by, ...test }: TestMessage & { key: string; by: Actor }): Promise<StoredMessage> {
    // Mail leaves also where no document says how: see Courier's transportOf.
    if (test.form === 'text') this.channelOf(test.channel);
    return this.#stored.insert({ ...this.#stored.fresh(key), purpose: 'test', by, ...test });
  }

  /** Stores a message that could not be written, so that somebody sees why none came. */
  async failed({ payment, notification, channel, key }: Omit<Wish, 'purpose'>, because: string): Promise<void> {
    const { dueAt: _never, ...fresh } = this.#stored.fresh(key);
    await this.#stored.insert({
      ...fresh,
      state: 'failed',
      because,
      noteDueAt: new Date(0),
      purpose: 'event',
      title: notification.title,
      notification: notification.id,
      channel: channel.id,
      form: channel.transport.type === 'email' ? 'email' : 'text',
      to: shopperAddress(channel, payment) ?? '',
      language: payment.language ?? 'en',
      text: '',
      payment: { id: payment._id, reference: payment.reference, brand: payment.brand },
    });
  }

  /** Stores a mail about somebody's account; the console shows it to those who manage operators only. */
  async account(letter: AccountLetter): Promise<StoredMessage> {
    const { settings } = this.#deps.live();
    const { publicUrl } = this.#deps.payments;
    const { to, title, language, ...composed } = accountMail(letter, settings, publicUrl);
    return this.#stored.insert({
      ...this.#stored.fresh(letter.key),
      purpose: 'account',
      title,
      channel: 'email',
      form: 'email',
      to,
      language,
      ...composed,
      sender: { name: settings.legal?.name ?? 'Payment Integration Hub' },
    });
  }

  /**
   * Has a message sent again that has not arrived for sure.
   * @throws NotRetryable
   */
  retry(message: StoredMessage, by: Actor): Promise<StoredMessage> {
    return this.#stored.retry(message, by);
  }

  async #written(
    { notification, payment, channel, language }: Wish,
    invoice: InvoiceOfPayment | undefined,
  ): Promise<Written> {
    try {
      const written = await write(this.#deps, notification, { payment, channel, invoice }, language);
      if (!written) throw new TemplateBroken({ because: 'has no brand to look like: its checkout is gone' });
      return written;
    } catch (error) {
      throw error instanceof TemplateFault ? new TemplateBroken({ because: error.message }) : error;
    }
  }

  async #invoiceFile(
    { attachInvoice }: Notification,
    { transport }: ChannelDocument,
    invoice: InvoiceOfPayment | undefined,
  ): Promise<StoredAttachment[]> {
    if (!attachInvoice || transport.type !== 'email' || !invoice) return [];
    return [await invoice.attachment()];
  }
}

/** @throws IdempotencyKeyReused when the key stands for another wish */
function sameAs(earlier: StoredMessage, { fingerprint }: Wish): StoredMessage {
  if (fingerprint !== undefined && earlier.fingerprint !== fingerprint) throw new IdempotencyKeyReused({});
  return earlier;
}
