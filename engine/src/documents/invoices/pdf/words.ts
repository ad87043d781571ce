import { exponentOf, formatMoney, toDecimal, type Invoice, type SignedMoney } from '@pih/schemas';

type Language = Invoice['language'];

const en = {
  title: { invoice: 'Invoice', credit_note: 'Credit note', debit_note: 'Debit note' },
  number: 'Number',
  date: 'Date',
  order: 'Order',
  paidOn: 'Paid on',
  seller: 'From',
  buyer: 'To',
  unnamed: 'Customer without a name',
  vatNumber: 'VAT no.',
  taxNumber: 'Tax no.',
  reverses: (number: string, day: string) => `This credit note takes back invoice ${number} of ${day}.`,
  reversesPart: (number: string, day: string) => `This credit note takes back a part of invoice ${number} of ${day}.`,
  undoes: (number: string, day: string) =>
    `This debit note undoes credit note ${number} of ${day}: its refund did not reach the customer, so the sum is owed again.`,
  reason: 'Reason',
  description: 'Description',
  quantity: 'Qty',
  unitPrice: 'Unit price',
  vat: 'VAT',
  amount: 'Amount',
  included: (currency: string) => `Prices and amounts in ${currency}, VAT included.`,
  no_items: (order: string) => `Order ${order}`,
  items_differ: 'Delivery, discounts and other differences to the items',
  part_captured: 'Part of the order that was not charged',
  part_captured_alone: (order: string) => `Part of order ${order}`,
  refund: (order: string) => `Refund for order ${order}`,
  returned: (order: string) => `Refund for order ${order} that came back`,
  byRate: 'VAT by rate',
  rate: 'Rate',
  net: 'Taxable amount',
  tax: 'VAT',
  gross: 'Total',
  netTotal: 'Taxable amount',
  taxTotal: 'VAT',
  total: { invoice: 'Total', credit_note: 'Total credited', debit_note: 'Total charged again' },
  payment: { invoice: 'Payment', credit_note: 'Given back to', debit_note: 'Came back from' },
  paid: (how: string) => `Paid with ${how}`,
  given: (how: string) => `To the same means of payment: ${how}`,
  back: (how: string) => `From the means of payment that it was sent to: ${how}`,
  reference: 'Payment reference',
  page: (page: number, of: number) => `Page ${page} of ${of}`,
  continued: 'continued',
  original: 'Translation of a document issued in Italian',
};

type Words = typeof en;

const it: Words = {
  title: { invoice: 'Fattura', credit_note: 'Nota di credito', debit_note: 'Nota di debito' },
  number: 'Numero',
  date: 'Data',
  order: 'Ordine',
  paidOn: 'Pagata il',
  seller: 'Da',
  buyer: 'Intestata a',
  unnamed: 'Cliente senza nome',
  vatNumber: 'P. IVA',
  taxNumber: 'P. IVA / C.F.',
  reverses: (number, day) => `Questa nota di credito storna la fattura ${number} del ${day}.`,
  reversesPart: (number, day) => `Questa nota di credito storna in parte la fattura ${number} del ${day}.`,
  undoes: (number, day) =>
    `Questa nota di debito annulla la nota di credito ${number} del ${day}: il rimborso non è andato a buon fine e l’importo torna dovuto.`,
  reason: 'Motivo',
  description: 'Descrizione',
  quantity: 'Q.tà',
  unitPrice: 'Prezzo unit.',
  vat: 'IVA',
  amount: 'Importo',
  included: (currency) => `Prezzi e importi in ${currency}, IVA inclusa.`,
  no_items: (order) => `Ordine ${order}`,
  items_differ: 'Spedizione, sconti e altre differenze rispetto agli articoli',
  part_captured: 'Parte dell’ordine non addebitata',
  part_captured_alone: (order) => `Parte dell’ordine ${order}`,
  refund: (order) => `Rimborso per l’ordine ${order}`,
  returned: (order) => `Rimborso non riuscito per l’ordine ${order}`,
  byRate: 'Riepilogo IVA',
  rate: 'Aliquota',
  net: 'Imponibile',
  tax: 'Imposta',
  gross: 'Totale',
  netTotal: 'Imponibile',
  taxTotal: 'IVA',
  total: { invoice: 'Totale', credit_note: 'Totale stornato', debit_note: 'Totale riaddebitato' },
  payment: { invoice: 'Pagamento', credit_note: 'Restituito su', debit_note: 'Tornato da' },
  paid: (how) => `Pagata con ${how}`,
  given: (how) => `Sullo stesso mezzo di pagamento: ${how}`,
  back: (how) => `Dal mezzo di pagamento a cui era stato inviato: ${how}`,
  reference: 'Riferimento del pagamento',
  page: (page, of) => `Pagina ${page} di ${of}`,
  continued: 'segue',
  original: 'Traduzione di un documento emesso in inglese',
};

export const wordsOf: Record<Language, Words> = { en, it };

const locales: Record<Language, string> = { en: 'en-GB', it: 'it-IT' };

/** Narrow blanks look right on a screen; the font has only the usual ones. */
const writable = (text: string): string => text.replaceAll('\u202f', '\u00a0');

/** Figures as the language writes them. */
export const figuresIn = (language: Language) => ({
  /** "1.234,50": where the currency is said elsewhere. */
  amount(money: SignedMoney): string {
    const digits = exponentOf(money.currency);
    const format = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: 'always' } as const;
    return writable(new Intl.NumberFormat(locales[language], format).format(toDecimal(money) as `${number}`));
  },
  /** "1.234,50 €" */
  money: (money: SignedMoney): string => writable(formatMoney(money, locales[language])),
  count: (count: number): string => new Intl.NumberFormat(locales[language]).format(count),
  /** "22%" */
  percent: (percent: number): string =>
    writable(
      new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 2 }).format(percent / 100),
    ),
  /** "23 novembre 2026" of "2026-11-23" */
  day: (day: string): string =>
    new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
      new Date(`${day}T00:00Z`),
    ),
  country: (code: string): string => new Intl.DisplayNames([locales[language]], { type: 'region' }).of(code) ?? code,
});
export type Figures = ReturnType<typeof figuresIn>;
