import type { Checkout, CheckoutView, Decision, Shopper, Text } from '@pih/schemas';
import { brandOf } from '../decisions/brand.ts';
import { abandonAttempt, closeLeftovers } from '../news/closing.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { missingDetails, requirementsOf } from './details.ts';
import type { PaymentState } from '../record/lifecycle.ts';
import { refreshAttempt } from '../news/news.ts';
import { openAttempt, payingAttempt, type StoredPayment } from '../record/payment.ts';
import { CheckoutNotFound } from '../problems.ts';

const shopper = { type: 'shopper' } as const;

/** @throws CheckoutNotFound */
export async function paymentOfToken({ payments }: PaymentDependencies, token: string): Promise<StoredPayment> {
  const payment = /^[A-Za-z0-9_-]{20,100}$/.test(token) ? await payments.findOne({ checkoutToken: token }) : undefined;
  if (!payment) throw new CheckoutNotFound({});
  return payment;
}

/** What the shopper's page shows in each state. */
const shown: Record<PaymentState, CheckoutView['state']> = {
  created: 'open',
  pending: 'pending',
  authorized: 'authorized',
  paid: 'paid',
  partially_refunded: 'paid',
  refunded: 'refunded',
  failed: 'failed',
  canceled: 'canceled',
  expired: 'expired',
};

/** What the shopper's page shows of a payment; one that nobody swept up yet is over all the same when its time is. */
export const stateShown = ({ state, expiresAt }: StoredPayment, now: Date): CheckoutView['state'] =>
  state === 'created' && expiresAt <= now ? 'expired' : shown[state];

const neutral: CheckoutView['offers'][number]['mark'] = { color: '#5b6472' };

/** How a method looks: as the first provider of its offer describes it. */
export function appearance(
  { live }: PaymentDependencies,
  method: string,
  providers: readonly string[],
): { title: Text; help?: Text; mark: typeof neutral } {
  const known = providers
    .map((id) =>
      live()
        .evenArchived('provider', id)
        ?.document.methods.find((each) => each.method === method),
    )
    .find(Boolean);
  if (!known) return { title: { en: method }, mark: { ...neutral, initials: method.slice(0, 2).toUpperCase() } };
  const { title, help, mark } = known;
  return { title, ...(help && { help }), mark };
}

function lastFailure(deps: PaymentDependencies, { attempts, state }: StoredPayment): Pick<CheckoutView, 'lastFailure'> {
  const last = attempts.at(-1);
  if ((state !== 'created' && state !== 'failed') || last?.state !== 'failed' || !last.reason) return {};
  const { title } = appearance(deps, last.method, [last.provider]);
  return { lastFailure: { method: last.method, title, reason: last.reason } };
}

function paidWith(deps: PaymentDependencies, payment: StoredPayment): Pick<CheckoutView, 'paidWith'> {
  const paying = payingAttempt(payment);
  return paying ? { paidWith: appearance(deps, paying.method, [paying.provider]).title } : {};
}

/** Whether nothing but the shopper's own doing is missing at the provider: then they may still choose another way. */
const waitsForShopper = (payment: StoredPayment): boolean => {
  const open = openAttempt(payment);
  return open?.redirectUrl !== undefined && !open.isProcessing;
};

/** Where a brand's logo is; a payment that keeps a revision of its brand keeps that one's logo. */
function logoOf({ brand, canary }: StoredPayment): string {
  const address = `/v1/brands/${brand}/logo.svg`;
  return canary?.checkout ? `${address}?revision=${canary.checkout.revision}` : address;
}

/** How the page of a brand looks. @param logoAddress where its logo is, if it has one */
export const brandShown = (
  { id, merchantName, theme, layout, languages, texts, links, logo }: Checkout,
  logoAddress: string,
): CheckoutView['brand'] => ({
  id,
  merchantName,
  theme,
  languages,
  ...(logo && { logo: logoAddress }),
  ...(layout && { layout }),
  ...(texts && { texts }),
  ...(links && { links }),
});

/** The methods as the shopper sees them, each with what its providers still want to know. */
export const offersShown = (
  deps: PaymentDependencies,
  offers: Decision['offers'],
  shopper: Shopper,
): CheckoutView['offers'] =>
  offers.map(({ method, providers, label, badge }) => {
    const requirements = missingDetails({ shopper }, requirementsOf(deps, { method, providers }));
    return {
      method,
      ...appearance(deps, method, providers),
      ...(label && { title: label }),
      ...(badge && { badge }),
      ...(requirements.length > 0 && { requirements }),
    };
  });

/** All that a front end needs to draw a payment, in its brand. @throws CheckoutNotFound when the brand's document is gone */
export async function checkoutView(deps: PaymentDependencies, payment: StoredPayment): Promise<CheckoutView> {
  const checkout = await brandOf(deps, payment);
  if (!checkout) throw new CheckoutNotFound({});
  const { languages } = checkout;
  const state = stateShown(payment, deps.now());
  const language = payment.language ?? payment.shopper.language;
  const country = payment.shopper.country ?? payment.shopper.address?.country;
  const canChoose = state === 'open' || (state === 'pending' && waitsForShopper(payment));
  const offers = canChoose ? (payment.decision?.offers ?? []) : [];
  return {
    state,
    reference: payment.reference,
    total: payment.total,
    ...(payment.description && { description: payment.description }),
    items: payment.items,
    language: languages.find((known) => known === language) ?? languages[0] ?? 'en',
    expiresAt: payment.expiresAt.toISOString(),
    brand: brandShown(checkout, logoOf(payment)),
    offers: offersShown(deps, offers, payment.shopper),
    requirements: canChoose ? missingDetails(payment) : [],
    ...lastFailure(deps, payment),
    ...paidWith(deps, payment),
    ...(payment.refunded > 0 && { refunded: { amount: payment.refunded, currency: payment.total.currency } }),
    ...(country && { country }),
    ...(payment.returnUrl && { returnUrl: payment.returnUrl }),
    ...(payment.cancelUrl && { cancelUrl: payment.cancelUrl }),
  };
}

/**
 * The provider sent the shopper back. The address only says which attempt; how it stands is asked at the provider.
 * @param wentBack the shopper left the provider's page without paying
 */
export async function shopperReturned(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attemptId: string,
  wentBack: boolean,
): Promise<void> {
  if (!payment.attempts.some(({ id }) => id === attemptId)) return;
  const latest = wentBack
    ? await abandonAttempt(deps, payment, attemptId, 'canceled_by_shopper', shopper)
    : await askOnReturn(deps, payment, attemptId);
  await closeLeftovers(deps, latest, shopper);
}

/** Somebody is looking at the page: how soon the hub asks again when the provider did not say how the attempt stands. */
const askAgainSoonMs = 10_000;

async function askOnReturn(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attemptId: string,
): Promise<StoredPayment> {
  let isUnknown = true;
  try {
    const asked = await refreshAttempt(deps, payment, attemptId, shopper);
    isUnknown = asked.outcome.kind === 'unknown';
    return asked.payment;
  } finally {
    if (isUnknown) {
      await deps.payments.change(payment._id, shopper, ({ askAgainAt }, now) => {
        const soon = new Date(now.getTime() + askAgainSoonMs);
        return askAgainAt && askAgainAt > soon ? { events: [], set: { askAgainAt: soon } } : undefined;
      });
    }
  }
}
