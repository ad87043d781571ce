import type { Checkout, Money, Settings, Text } from '@pih/schemas';
import type { StoredPayment } from '../payments/index.ts';

/** An invoice as messages speak of it. */
export interface InvoiceFacts {
  number: string;
  total: Money;
  issuedAt: Date;
}

/** What the templates of notifications can name. */
export interface MessageFacts {
  payment: {
    id: string;
    reference: string;
    state: string;
    total: Money;
    paid: Money;
    refunded: Money;
    /** What stays paid. */
    rest: Money;
    /** The method's name, as the shopper read it. */
    method?: string;
    description?: string;
    items: { name: string; quantity: number; price: Money; total: Money }[];
    createdAt: Date;
    paidAt?: Date;
    expiresAt: Date;
    channel: string;
    metadata: Record<string, string>;
    custom: Record<string, unknown>;
  };
  /** The latest refund that went through. */
  refund?: { amount: Money; reason?: string; at: Date };
  shopper: { name?: string; firstName?: string; email?: string; phone?: string; country?: string };
  merchant: { name: string; email?: string; taxId?: string; city?: string };
  brand: { name: string; support?: string };
  invoice?: InvoiceFacts;
  links: { checkout: string; terms?: string; privacy?: string; shop?: string };
  language: string;
}

export interface FactSources {
  payment: StoredPayment;
  brand: Checkout;
  settings: Settings;
  /** The method's name by language, where a provider carries it still. */
  methodTitle: Text | undefined;
  invoice: InvoiceFacts | undefined;
  checkoutUrl: string;
  language: string;
}

/** The words of a text in one language, or the first that there are. */
export const inLanguage = (text: Text | undefined, language: string): string | undefined =>
  text?.[language] ?? Object.values(text ?? {})[0];

/** Only what has a value: a template asks with `if` whether something is there. */
const known = <Facts extends object>(facts: Facts): { [Name in keyof Facts]: Exclude<Facts[Name], undefined> } =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== '')) as never;

/** "Anna" of "Anna Bianchi"; nobody can tell for every name, so templates may also use the whole. */
const firstName = (name: string | undefined): string | undefined => name?.trim().split(/\s+/)[0];

/** Everything that a message about a payment may say. */
export function factsFor(sources: FactSources): MessageFacts {
  const { payment, brand, settings, invoice, checkoutUrl, language } = sources;
  const { currency } = payment.total;
  const sum = (amount: number): Money => ({ amount, currency });
  const refund = payment.refunds.filter(({ state }) => state === 'succeeded').at(-1);
  const refunded = payment.events.filter(({ type }) => type === 'refund.succeeded').at(-1);
  const method = inLanguage(sources.methodTitle, language) ?? payment.method;
  const paidAt = payment.events.find(({ type }) => type === 'payment.paid' || type === 'payment.paid_late')?.at;
  const { name, email, phone, country } = payment.shopper;
  return {
    payment: known({
      id: payment._id,
      reference: payment.reference,
      state: payment.state,
      total: payment.total,
      paid: sum(payment.captured),
      refunded: sum(payment.refunded),
      rest: sum(payment.captured - payment.refunded),
      method,
      description: payment.description,
      items: payment.items.map((item) => ({
        name: item.name,
        quantity: item.quantity,
        price: item.unitPrice,
        total: { ...item.unitPrice, amount: item.unitPrice.amount * item.quantity },
      })),
      createdAt: payment.createdAt,
      paidAt,
      expiresAt: payment.expiresAt,
      channel: payment.channel,
      metadata: payment.metadata,
      custom: payment.custom,
    }) as MessageFacts['payment'],
    ...(refund && {
      refund: {
        amount: sum(refund.amount),
        ...(refund.reason && { reason: refund.reason }),
        at: refunded?.at ?? refund.createdAt,
      },
    }),
    shopper: known({ name, firstName: firstName(name), email, phone, country }) as MessageFacts['shopper'],
    merchant: known({
      name: settings.legal?.name ?? brand.merchantName,
      email: settings.legal?.email,
      taxId: settings.legal?.taxId,
      city: settings.legal?.address?.city,
    }) as MessageFacts['merchant'],
    brand: known({ name: brand.merchantName, support: brand.links?.support }) as MessageFacts['brand'],
    ...(invoice && { invoice }),
    links: known({
      checkout: checkoutUrl,
      terms: brand.links?.terms,
      privacy: brand.links?.privacy,
      shop: payment.returnUrl,
    }) as MessageFacts['links'],
    language,
  };
}
