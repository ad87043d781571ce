import type { Invoice, PaymentActor } from '@pih/schemas';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Snapshot as LiveSnapshot } from '../../config/index.ts';
import type { Files, StoredFile } from '../../files/index.ts';
import { brandOf, payingAttempt, type PaymentDependencies, type StoredPayment } from '../../payments/index.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { StoredInvoice } from './model.ts';
import { drawPdf } from './pdf/index.ts';
import { InvoiceDamaged } from './problems.ts';
import { refundStories } from './refund-stories.ts';
import { creditNoteDraft, debitNoteDraft, invoiceDraft, seriesOf, type Draft, type Surroundings } from './snapshot.ts';

export interface InvoiceDependencies {
  ledger: Ledger;
  files: Files;
  payments: Pick<PaymentDependencies, 'payments' | 'live' | 'checkoutOf'>;
  now: Clock;
  log: Logger;
}

type Language = Invoice['language'];

/** How long whoever issued an invoice has for what follows, before somebody else looks after it. */
const patienceMs = 60_000;
const sweepMs = 30_000;
const sweepSize = 100;

/** What an invoice leaves in its payment's history. */
const remarkOf = {
  invoice: 'invoice.issued',
  credit_note: 'credit_note.issued',
  debit_note: 'debit_note.issued',
} as const;

/**
 * Invoices of payments and the notes about their refunds: one each, however often they are asked for. The row in the books
 * comes first; its file, its place in the payment's history and the notes about earlier refunds follow from it, and are
 * made good by any node when the one that wrote the row died.
 */
export class Invoices {
  readonly #deps: InvoiceDependencies;
  #timer: NodeJS.Timeout | undefined;
  /** What this node is at work on, so that whoever asks meanwhile waits for it instead of doing it as well. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(deps: InvoiceDependencies) {
    this.#deps = deps;
  }

  /**
   * The invoice of a payment; the one that it has got already, when it has.
   * @throws PaymentNotFound, NotInvoiceable, SellerUnknown
   */
  async issue(paymentId: string, by: PaymentActor): Promise<StoredInvoice> {
    const { ledger, payments } = this.#deps;
    const known = await ledger.about(paymentId);
    if (known) return this.#completed(known);
    const payment = await payments.payments.get(paymentId);
    const around = await this.#around(payment);
    const draft = invoiceDraft(payment, around);
    return this.#completed(await this.#entered(paymentId, draft, around, by));
  }

  /**
   * Says whether an invoice could be issued now, or has been.
   * @throws NotInvoiceable, SellerUnknown, as issuing it would
   */
  async rehearse(payment: StoredPayment): Promise<void> {
    if (await this.#deps.ledger.about(payment._id)) return;
    invoiceDraft(payment, await this.#around(payment));
  }

  /**
   * Issues the notes that the refunds of a payment still lack; nothing while the payment has no invoice. A refund that went
   * through gets a credit note; if it comes back later, a debit note that undoes it. One that came back before anything was
   * issued needs neither.
   */
  async noteRefunds(paymentId: string): Promise<void> {
    const { ledger, payments } = this.#deps;
    const invoice = await ledger.about(paymentId);
    if (!invoice) return;
    // Read after the invoice was found: whoever enters it later sees these refunds by themselves.
    const payment = await payments.payments.get(paymentId);
    const around = await this.#around(payment);
    const notes: StoredInvoice[] = [];
    let hasCredited = false;
    for (const { what, refund, by, isUndone } of refundStories(payment)) {
      const subject = what === 'given' ? refund.id : returnOf(refund.id);
      const known = await ledger.about(subject);
      const credited = what === 'returned' ? notes.find((note) => note.subject === refund.id) : undefined;
      const draft = credited
        ? debitNoteDraft(credited)
        : isUndone
          ? undefined
          : creditNoteDraft(invoice, refund, notes);
      const note = known ?? (draft && (await this.#entered(subject, draft, around, by)));
      if (!note) continue;
      notes.push(note);
      hasCredited ||= !known && what === 'given';
      await this.#completed(note);
    }
    // The refund may have come back while its credit note was being written; nobody else would notice any more.
    if (hasCredited) await this.noteRefunds(paymentId);
  }

  #entered(subject: string, draft: Draft, around: Surroundings, by: Entry['by']): Promise<StoredInvoice> {
    const series = seriesOf(draft.kind, around);
    return this.#deps.ledger.enter({ subject, series, timeZone: around.settings.timeZone, draft, by });
  }

  /** Whether the invoices of a payment's brand are issued without anybody asking. */
  async isAutomatic(payment: StoredPayment): Promise<boolean> {
    const { settings, checkout } = await this.#around(payment);
    return checkout?.invoicing?.isAutomatic ?? settings.invoicing?.isAutomatic ?? false;
  }

  /** @throws InvoiceNotFound */
  get(id: string): Promise<StoredInvoice> {
    return this.#deps.ledger.get(id);
  }

  /** The invoice of a payment and its credit notes, oldest first. */
  ofPayment(payment: string): Promise<StoredInvoice[]> {
    return this.#deps.ledger.find({ payment }, 1, 1_000);
  }

  /** The payment whose invoice or credit note has a number; undefined when none has. */
  async paymentOf(number: string): Promise<string | undefined> {
    const [found] = await this.#deps.ledger.find({ 'searched.number': number.trim().toLowerCase() }, -1, 1);
    return found?.payment;
  }

  /**
   * It as a file: drawn once in each language, and from then on the same bytes.
   * @throws InvoiceDamaged when what is stored is not what was issued
   */
  async pdf(invoice: StoredInvoice, language: Language = invoice.snapshot.language): Promise<StoredFile> {
    const known = invoice.files?.[language];
    if (known) return this.#deps.files.about(known);
    return this.#once(`${invoice._id} ${language}`, () => this.#drawn(invoice, language));
  }

  async prepare(): Promise<void> {
    await this.#deps.ledger.prepare();
  }

  /** Does what nodes that died have left undone. Runs by itself once started. @returns how many it looked after */
  async sweep(): Promise<number> {
    const before = new Date(this.#deps.now().getTime() - patienceMs);
    const open = await this.#deps.ledger.open(before, sweepSize);
    for (const invoice of open) {
      await this.#completed(invoice).catch((error: unknown) =>
        this.#deps.log.warn({ err: error, invoice: invoice.number }, 'could not complete an invoice; trying again'),
      );
    }
    return open.length;
  }

  start(): void {
    const look = () =>
      void this.sweep().catch((error: unknown) => this.#deps.log.warn({ err: error }, 'could not look for invoices'));
    // Nodes that start together do not look together.
    this.#timer = setInterval(look, sweepMs * (0.75 + Math.random() / 2)).unref();
    look();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #drawn({ _id, number, snapshot, sha256 }: StoredInvoice, language: Language): Promise<StoredFile> {
    const { files, ledger } = this.#deps;
    if (fingerprintOf(snapshot) !== sha256) throw new InvoiceDamaged({ number });
    const drawn = await files.put(`${number}.pdf`, 'application/pdf', await drawPdf(snapshot, language));
    const noted = await ledger.noteFile(_id, language, drawn.id);
    if (noted === drawn.id) return drawn;
    // Another node was faster. Its file has the same bytes, and may have been handed out.
    await files.remove(drawn.id);
    return files.about(noted);
  }

  /** Does all that follows from an invoice that stands in the books. Doing it twice does nothing more. */
  async #completed(invoice: StoredInvoice): Promise<StoredInvoice> {
    if (!invoice.openSince) return invoice;
    return this.#once(invoice._id, async () => {
      await this.pdf(invoice);
      await this.#remark(invoice);
      if (invoice.kind === 'invoice') await this.noteRefunds(invoice.payment);
      await this.#deps.ledger.close(invoice._id);
      return this.#deps.ledger.get(invoice._id);
    });
  }

  /** Shares what is under way here under one name. */
  #once<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const known = this.#underWay.get(name) as Promise<Result> | undefined;
    if (known) return known;
    const begun = work().finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, begun);
    return begun;
  }

  async #remark({ _id, kind, number, payment, issuedBy, snapshot }: StoredInvoice): Promise<void> {
    const type = remarkOf[kind];
    const data = { invoice: _id, number, kind, total: snapshot.totals.gross };
    await this.#deps.payments.payments.change(payment, issuedBy, ({ events }) =>
      events.some((event) => event.type === type && event.data?.['invoice'] === _id)
        ? undefined
        : { events: [{ type, data }] },
    );
  }

  async #around(payment: StoredPayment): Promise<Surroundings> {
    const live: LiveSnapshot = this.#deps.payments.live();
    const paying = payingAttempt(payment);
    return {
      settings: live.settings,
      checkout: await brandOf(this.#deps.payments, payment),
      provider: paying && live.evenArchived('provider', paying.provider)?.document,
    };
  }
}

/** What stands in the books about a refund that came back, beside its credit note. */
const returnOf = (refund: string): string => `${refund}:returned`;
