import {
  documentErrors,
  InvalidInput,
  type Checkout,
  type CheckoutPreviewRequest,
  type CheckoutView,
  type Decision,
  type Money,
} from '@pih/schemas';
import { gatherFacts, previewOffers, stickyKeyOf } from '../../rules/index.ts';
import { appearance, brandShown, offersShown } from './checkout.ts';
import type { PaymentDependencies } from '../dependencies.ts';

type Page = NonNullable<CheckoutPreviewRequest['page']>;
type Language = Checkout['languages'][number];

/** The state that each page shows; three of them belong to a payment that is still open. */
const states: Record<Page, CheckoutView['state']> = {
  choose: 'open',
  declined: 'open',
  'no-methods': 'open',
  pending: 'pending',
  authorized: 'authorized',
  paid: 'paid',
  refunded: 'refunded',
  failed: 'failed',
  canceled: 'canceled',
  expired: 'expired',
};

const words: Record<Language, { description: string; items: readonly [string, string] }> = {
  en: { description: 'A sample order', items: ['First article', 'Second article'] },
  it: { description: 'Un ordine di esempio', items: ['Primo articolo', 'Secondo articolo'] },
};

/** The merchant's first sums: 119.90 where the currency has cents, in two lines that make it up. */
const sampleTotal = 119_90;

/**
 * What the page of a checkout would be given, for a sample cart: the checkout as it is being edited, published or not.
 * @throws InvalidInput when the document does not fit its schema
 */
export async function previewCheckout(
  deps: PaymentDependencies,
  { document, page = 'choose', language: wanted, total: given, ...asked }: CheckoutPreviewRequest,
): Promise<CheckoutView> {
  const errors = documentErrors('checkout', document).map((error) => ({ ...error, path: `/document${error.path}` }));
  if (errors.length) throw new InvalidInput({ what: 'The checkout cannot be shown', errors });
  const checkout = document as unknown as Checkout;
  const language = checkout.languages.find((known) => known === wanted) ?? checkout.languages[0] ?? 'en';
  const total: Money = given ?? { amount: sampleTotal, currency: deps.live().settings.defaultCurrency };
  const decided = asked.offers ? { offers: asked.offers, requirements: [] } : await decidedFor(deps, checkout, total);
  const offers = page === 'no-methods' ? [] : decided.offers;
  const isOpen = states[page] === 'open';
  const now = deps.now();
  return {
    state: states[page],
    reference: 'SAMPLE-1001',
    total,
    description: words[language].description,
    items: linesOf(total, language),
    language,
    expiresAt: new Date(now.getTime() + (checkout.payment?.expiresAfterMinutes ?? 60) * 60_000).toISOString(),
    brand: brandShown(checkout, inline(checkout.logo ?? '')),
    offers: isOpen ? offersShown(deps, offers, {}) : [],
    requirements: isOpen ? (asked.requirements ?? decided.requirements) : [],
    ...outcomeOf(deps, page, offers, total),
  };
}

/** What the live flow of the checkout offers the sample cart; nothing where there is no such flow yet. */
async function decidedFor(
  deps: PaymentDependencies,
  { id, flow: flowId, languages }: Checkout,
  total: Money,
): Promise<Pick<Decision, 'offers' | 'requirements'>> {
  const live = deps.live();
  const flow = live.get('flow', flowId);
  if (!flow) return { offers: [], requirements: [] };
  const { settings } = live;
  const now = deps.now();
  const facts = gatherFacts({
    brand: id,
    total,
    channel: 'web',
    shopper: { type: 'private' },
    items: [],
    categories: [],
    custom: {},
    language: languages[0],
    now,
    timeZone: settings.timeZone,
  });
  return previewOffers({
    flow: deps.compiled(flow.document),
    revision: flow.revision,
    facts,
    at: now,
    stickyKey: stickyKeyOf({}, 'preview'),
    providers: new Map(live.all('provider').map(({ document }) => [document.id, document])),
    settings,
  });
}

/** Two lines that make up the total. */
function linesOf({ amount, currency }: Money, language: Language): CheckoutView['items'] {
  const first = Math.floor(amount / 3);
  return [amount - first, first].map((each, index) => ({
    name: words[language].items[index] ?? '',
    quantity: 1,
    unitPrice: { amount: each, currency },
  }));
}

/** What else the page tells, depending on how the payment went. */
function outcomeOf(
  deps: PaymentDependencies,
  page: Page,
  [offer]: Decision['offers'],
  total: Money,
): Partial<CheckoutView> {
  if (!offer) return {};
  const { title } = appearance(deps, offer.method, offer.providers);
  if (page === 'declined' || page === 'failed')
    return { lastFailure: { method: offer.method, title, reason: 'declined' } };
  if (page === 'refunded') return { paidWith: title, refunded: total };
  return page === 'paid' || page === 'authorized' ? { paidWith: title } : {};
}

/** A drawing that lies at no address yet. Shown as an image, nothing inside it runs. */
const inline = (svg: string): string => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
