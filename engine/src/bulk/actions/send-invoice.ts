import type { StoredInvoice } from '../../documents/index.ts';
import { InvoiceNotIssued, InvoiceRecipientMissing } from '../../documents/index.ts';
import { mustAct, type StoredPayment } from '../../payments/index.ts';
import type { BulkDependencies } from '../dependencies.ts';
import type { Parameters } from '../model.ts';
import { done, type BulkAction } from './action.ts';

type Language = StoredInvoice['snapshot']['language'];

const isLanguage = (text: string | undefined): text is Language => text === 'en' || text === 'it';

/** @throws InvoiceNotIssued, InvoiceRecipientMissing */
async function letterOf({ invoices }: BulkDependencies, payment: StoredPayment, { language }: Parameters) {
  const issued = (await invoices.ofPayment(payment._id)).find(({ kind }) => kind === 'invoice');
  if (!issued) throw new InvoiceNotIssued({});
  const to = issued.snapshot.buyer.email ?? payment.shopper.email;
  if (!to) throw new InvoiceRecipientMissing({});
  return { invoice: issued, to, language: isLanguage(language) ? language : issued.snapshot.language };
}

export const sendInvoice: BulkAction = {
  permission: 'invoices.send',

  faults: ({ language }) =>
    language === undefined || isLanguage(language)
      ? []
      : [{ path: '/parameters/language', rule: 'enum', message: 'invoices are written in "en" or "it"' }],

  async rehearse(deps, { viewer, payment, parameters }) {
    await mustAct(viewer, 'invoices.send', payment);
    await letterOf(deps, payment, parameters);
    return payment.total;
  },

  async perform(deps, { viewer, payment, parameters, intention, actor }) {
    await mustAct(viewer, 'invoices.send', payment);
    const letter = await letterOf(deps, payment, parameters);
    const pdf = await deps.invoices.pdf(letter.invoice, letter.language);
    await deps.sendInvoice({ ...letter, key: intention.key, payment, pdf, by: actor });
    return done;
  },
};
