import { Readable } from 'node:stream';
import type { Invoice, PaymentActor, Shopper } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { Snapshot as LiveDocuments } from '../../config/index.ts';
import type { Files, StoredFile } from '../../files/index.ts';
import type { Deeds } from '../../deeds.ts';
import {
  input,
  inputOf,
  may,
  newRouter,
  query,
  queryOf,
  type HubContext,
  type HubRouter,
  type PersonalField,
  type Viewer,
} from '../../http/index.ts';
import {
  concealed,
  factsOf,
  intended,
  intentionOf,
  maskedIn,
  mustAct,
  visiblePayment,
  type PaymentDependencies,
  type StoredPayment,
} from '../../payments/index.ts';
import { aboutInvoices } from './descriptions.ts';
import type { Invoices } from './invoices.ts';
import { listInvoices } from './list.ts';
import type { StoredInvoice } from './model.ts';
import { InvoiceNotFound, InvoiceRecipientMissing, PersonalDataMasked } from './problems.ts';
import { invoiceSummary, invoiceView } from './views.ts';

type ScopedPayment = Parameters<typeof factsOf>[0];

/** What it takes to send an invoice; the room of messages does it. */
export interface Sending {
  /** One for each intention: the same one sends once. */
  key: string;
  payment: StoredPayment;
  invoice: StoredInvoice;
  pdf: StoredFile;
  to: string;
  language: Invoice['language'];
  by: PaymentActor;
}

/** Stores the message and lets it go out; its id. */
export type SendInvoice = (sending: Sending) => Promise<{ id: string }>;

export interface InvoiceRouteDependencies {
  invoices: Invoices;
  model: Model<StoredInvoice>;
  files: Files;
  payments: PaymentDependencies;
  deeds: Deeds;
  /** Without it there is no route that sends. */
  sendInvoice?: SendInvoice;
}

const idOf = (ctx: HubContext): string => String((ctx['params'] as { id?: string }).id ?? '');

function actorOf({ state: { caller } }: HubContext): PaymentActor {
  return caller ? { type: caller.type, id: caller.id, name: caller.name } : { type: 'system' };
}

const isOfSeller = (view: unknown): view is Pick<Invoice, 'seller'> =>
  typeof view === 'object' && view !== null && 'seller' in view;

/** A view of an invoice without what is masked, of the buyer as they were and of the shopper as they are known now. */
function hidden<View>(
  view: View,
  { snapshot: { buyer } }: StoredInvoice,
  shopper: Shopper | undefined,
  masked: ReadonlySet<PersonalField>,
): View {
  const shown = concealed(concealed(view, buyer, masked), shopper ?? {}, masked);
  // Who sells is no secret: what the merchant is reached by stays as it is printed.
  return isOfSeller(view) ? { ...shown, seller: view.seller } : shown;
}

/** The series that documents number by now, as a query names them. */
function seriesInUse(live: LiveDocuments): string[] {
  const { invoicing } = live.settings;
  const brands = live.all('checkout').map(({ document }) => document.invoicing?.series);
  const all = [invoicing?.series ?? '', invoicing?.creditNoteSeries, ...brands];
  return [...new Set(all.flatMap((series) => (series === undefined ? [] : [series || '-'])))];
}

/** Invoices and credit notes: listed, read, downloaded, issued, sent. */
export function invoiceRoutes(deps: InvoiceRouteDependencies): HubRouter {
  const { invoices, model, files, payments, deeds, sendInvoice } = deps;
  const router = newRouter();

  /** What an invoice belongs to and says is a payment's: whoever sees it may read both. */
  const allowedTo = async (viewer: Viewer): Promise<(payment: ScopedPayment) => boolean> => {
    const scopes = await Promise.all(['payments.read', 'invoices.read'].map((action) => viewer.scope(action)));
    return (payment) => scopes.every((scope) => scope.allows(factsOf(payment)));
  };

  /** @throws InvoiceNotFound also where the payment lies outside of what somebody may read */
  async function found(ctx: HubContext) {
    const { viewer } = ctx.state;
    const invoice = await invoices.get(idOf(ctx));
    const payment = await payments.payments.findOne({ _id: invoice.payment });
    if (!payment || !(await allowedTo(viewer))(payment)) throw new InvoiceNotFound({ id: invoice._id });
    return { invoice, payment, masked: await maskedIn(payments, viewer, payment) };
  }

  router.get('/v1/invoices', may('invoices.read'), aboutInvoices.list, query('invoice-query'), async (ctx) => {
    const { viewer } = ctx.state;
    const asked = queryOf(ctx, 'invoice-query');
    const searchable = (field: 'email' | 'taxId') => !viewer.masked.has(field);
    const shoppers = new Map<string, Shopper>();
    const isAllowed = await allowedTo(viewer);
    const { page, ...rest } = await listInvoices(model, asked, searchable, async (rows) => {
      const ids = [...new Set(rows.map(({ payment }) => payment))];
      const known = await payments.payments.find({ _id: { $in: ids } }, { _id: 1 }, ids.length, ['decision', 'events']);
      for (const payment of known.filter(isAllowed)) shoppers.set(payment._id, payment.shopper);
      return ({ payment }) => shoppers.has(payment);
    });
    const isSearchedInPart = asked.search !== undefined && !(searchable('email') && searchable('taxId'));
    ctx.body = {
      data: page.map((row) => hidden(invoiceSummary(row), row, shoppers.get(row.payment), viewer.masked)),
      ...rest,
      series: seriesInUse(payments.live()),
      ...(isSearchedInPart && { notes: ['masked_field_not_searched'] }),
    };
  });

  router.get('/v1/invoices/:id', may('invoices.read'), aboutInvoices.read, async (ctx) => {
    const { invoice, payment, masked } = await found(ctx);
    const view = invoiceView(invoice);
    const hide = <Part>(part: Part): Part => hidden(part, invoice, payment.shopper, masked);
    // What hides names takes a field called "refund" for an id; here it has words that somebody typed.
    ctx.body = { ...hide(view), ...(view.refund && { refund: hide(view.refund) }) };
  });

  router.get(
    '/v1/invoices/:id/pdf',
    may('invoices.read'),
    aboutInvoices.pdf,
    query('invoice-pdf-query'),
    async (ctx) => {
      const { invoice, masked } = await found(ctx);
      if (masked.size > 0) throw new PersonalDataMasked({});
      const file = await invoices.pdf(invoice, queryOf(ctx, 'invoice-pdf-query').language);
      await deeds.record({
        action: 'personal_data.downloaded',
        by: ctx.state.caller,
        target: { kind: invoice.kind, id: invoice._id, label: invoice.number },
        payment: invoice.payment,
      });
      ctx.type = file.type;
      ctx.length = file.size;
      // The number has letters, digits and hyphens only.
      ctx.set('Content-Disposition', `attachment; filename="${file.name}"`);
      ctx.body = Readable.from(files.read(file.id), { objectMode: false });
    },
  );

  router.post('/v1/payments/:id/invoice', may('invoices.issue'), aboutInvoices.issue, async (ctx) => {
    const payment = await visiblePayment(payments, ctx.state.viewer, idOf(ctx));
    await mustAct(ctx.state.viewer, 'invoices.issue', payment);
    const invoice = await invoices.issue(payment._id, actorOf(ctx));
    const masked = await maskedIn(payments, ctx.state.viewer, payment);
    ctx.status = 201;
    ctx.set('Location', `/v1/invoices/${invoice._id}`);
    ctx.body = hidden(invoiceSummary(invoice), invoice, payment.shopper, masked);
  });

  if (!sendInvoice) return router;
  const sending = [input('invoice-send-request'), intended] as const;
  router.post('/v1/invoices/:id/send', may('invoices.send'), aboutInvoices.send, ...sending, async (ctx) => {
    const { invoice, payment, masked } = await found(ctx);
    await mustAct(ctx.state.viewer, 'invoices.send', payment);
    const { email, language = invoice.snapshot.language } = inputOf(ctx, 'invoice-send-request');
    // Whoever sees a part only may send it to the shopper, and to nobody who would see the whole in their stead. To name the
    // shopper's own address is refused as well: the answer would tell whether it was guessed.
    if (email && masked.size > 0) throw new PersonalDataMasked({});
    const to = email ?? invoice.snapshot.buyer.email ?? payment.shopper.email;
    if (!to) throw new InvoiceRecipientMissing({});
    const pdf = await invoices.pdf(invoice, language);
    const { key } = intentionOf(ctx);
    const { id } = await sendInvoice({ key, payment, invoice, pdf, to, language, by: actorOf(ctx) });
    ctx.status = 202;
    ctx.body = { message: id };
  });

  return router;
}
