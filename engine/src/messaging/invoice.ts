import type { ChannelDocument, Notification, Text } from '@pih/schemas';
import type { Snapshot } from '../config/index.ts';
import type { Invoices, StoredInvoice } from '../documents/index.ts';
import type { StoredFile } from '../files/index.ts';
import type { StoredPayment } from '../payments/index.ts';
import type { InvoiceOfPayment } from './dependencies.ts';
import { isFor, plainMail } from './notifications.ts';

/** An invoice or credit note as messages speak of it. */
export const invoiceFor = (
  { number, issuedAt, snapshot }: StoredInvoice,
  pdf: () => Promise<StoredFile>,
): InvoiceOfPayment => ({
  facts: { number, issuedAt, total: snapshot.totals.gross },
  async attachment() {
    const { id, name, type, size } = await pdf();
    return { name, type, size, file: id };
  },
});

/** The invoice of a payment; undefined before it is issued. */
export async function invoiceOfPayment(invoices: Invoices, payment: string): Promise<InvoiceOfPayment | undefined> {
  const invoice = (await invoices.ofPayment(payment)).find(({ kind }) => kind === 'invoice');
  return invoice && invoiceFor(invoice, () => invoices.pdf(invoice));
}

interface Letter {
  id: string;
  title: string;
  subject: Text;
  body: Text;
}

const greeting = {
  en: 'Hello{% if shopper.firstName %} {{ shopper.firstName }}{% endif %},\n\n',
  it: 'Ciao{% if shopper.firstName %} {{ shopper.firstName }}{% endif %},\n\n',
};

const letters: Readonly<Record<StoredInvoice['kind'], Letter>> = {
  invoice: {
    id: 'invoice',
    title: 'Invoice',
    subject: { en: 'Your invoice {{ invoice.number }}', it: 'La tua fattura {{ invoice.number }}' },
    body: {
      en: `${greeting.en}The invoice {{ invoice.number }} of your order {{ payment.reference }} is attached. It comes to {{ invoice.total }}.`,
      it: `${greeting.it}in allegato trovi la fattura {{ invoice.number }} del tuo ordine {{ payment.reference }}, per {{ invoice.total }}.`,
    },
  },
  credit_note: {
    id: 'credit-note',
    title: 'Credit note',
    subject: { en: 'Your credit note {{ invoice.number }}', it: 'La tua nota di credito {{ invoice.number }}' },
    body: {
      en: `${greeting.en}The credit note {{ invoice.number }} for your order {{ payment.reference }} is attached.`,
      it: `${greeting.it}in allegato trovi la nota di credito {{ invoice.number }} del tuo ordine {{ payment.reference }}.`,
    },
  },
  debit_note: {
    id: 'debit-note',
    title: 'Debit note',
    subject: { en: 'Your debit note {{ invoice.number }}', it: 'La tua nota di debito {{ invoice.number }}' },
    body: {
      en: `${greeting.en}Our refund for your order {{ payment.reference }} came back to us. The debit note {{ invoice.number }}, which undoes its credit note, is attached.`,
      it: `${greeting.it}il nostro rimborso per il tuo ordine {{ payment.reference }} non è andato a buon fine. In allegato trovi la nota di debito {{ invoice.number }}, che annulla la relativa nota di credito.`,
    },
  },
};

/** What goes with an invoice, a credit note or a debit note where no notification of the merchant's own says it. */
const ownLetter = (kind: StoredInvoice['kind']): Notification => ({
  kind: 'notification',
  channel: 'email',
  ...letters[kind],
  attachInvoice: true,
});

/** The words that go with an invoice of a payment, and the channel that they go by: always mail, as they carry the PDF. */
export function letterFor(
  live: Snapshot,
  { kind }: Pick<StoredInvoice, 'kind'>,
  payment: StoredPayment,
): { notification: Notification; channel: ChannelDocument } {
  const ours = live.all('notification').find(({ document }) => {
    const isMail = live.get('channel', document.channel)?.document.transport.type === 'email';
    return isMail && isFor(document, payment, 'invoice.issued');
  });
  const own = kind === 'invoice' ? ours?.document : undefined;
  const notification = { ...(own ?? ownLetter(kind)), attachInvoice: true };
  return { notification, channel: live.get('channel', notification.channel)?.document ?? plainMail };
}
