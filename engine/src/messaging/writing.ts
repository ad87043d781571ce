import type { ChannelDocument, Checkout, Notification } from '@pih/schemas';
import { brandOf, checkoutUrl, type StoredPayment } from '../payments/index.ts';
import { recipientKind } from './channels.ts';
import { compose, type Composed, type Composition } from './compose.ts';
import type { InvoiceOfPayment, MessagingDependencies } from './dependencies.ts';
import { factsFor } from './facts.ts';
import { languageFor } from './language.ts';
import { lookOf } from './look/brand.ts';

/** A notification as it may still be written: what a preview has of it. */
export type Draft = Pick<Notification, 'body'> & Partial<Pick<Notification, 'subject'>>;

/** A message about one payment, written. */
export interface Written extends Composed {
  language: string;
  brand: Checkout;
}

const usualLongest = 480;

export const formOf = (
  { transport }: ChannelDocument,
  brand: Checkout,
  language: string,
  publicUrl: string,
): Composition['form'] =>
  transport.type === 'email'
    ? { kind: 'email', look: lookOf(brand, language, publicUrl) }
    : { kind: 'text', longest: transport.longest ?? usualLongest };

/**
 * Writes a notification about a payment.
 * @param asked a language to be preferred to the payment's own
 * @throws TemplateFault
 */
export async function write(
  deps: Pick<MessagingDependencies, 'payments' | 'live'>,
  draft: Draft,
  about: { payment: StoredPayment; channel: ChannelDocument; invoice?: InvoiceOfPayment | undefined },
  asked?: string,
): Promise<Written | undefined> {
  const { payment, channel, invoice } = about;
  const brand = await brandOf(deps.payments, payment);
  if (!brand) return undefined;
  const language = languageFor(draft.body, { asked, payment: payment.language ?? payment.shopper.language, brand });
  const { settings } = deps.live();
  const facts = factsFor({
    payment,
    brand,
    settings,
    methodTitle: methodTitle(deps, payment),
    invoice: invoice?.facts,
    checkoutUrl: checkoutUrl(deps.payments, payment),
    language,
  });
  const { publicUrl } = deps.payments;
  const composed = compose({
    subject: draft.subject,
    body: draft.body,
    facts,
    language,
    timeZone: settings.timeZone,
    form: formOf(channel, brand, language, publicUrl),
  });
  return { ...composed, language, brand };
}

/** What the provider that was paid with calls the method; any other's words where it does not carry it any more. */
function methodTitle({ live }: Pick<MessagingDependencies, 'live'>, { method, provider }: StoredPayment) {
  const carriers = live()
    .all('provider')
    .sort((one, other) => Number(other.document.id === provider) - Number(one.document.id === provider));
  return carriers.flatMap(({ document }) => document.methods).find((known) => known.method === method)?.title;
}

/** Where a channel reaches a payment's shopper; undefined when they left no such address. */
export const shopperAddress = (
  channel: ChannelDocument,
  { shopper }: Pick<StoredPayment, 'shopper'>,
): string | undefined => (recipientKind(channel) === 'email' ? shopper.email : shopper.phone);
