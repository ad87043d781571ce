import type { Money, Payment, PaymentEvent, PaymentRequest, PaymentSummary } from '@pih/schemas';
import { Forbidden, type Limit, type PersonalField, type Viewer } from '../../http/index.ts';
import { countryOf } from '../record/change.ts';
import { concealing } from './conceal.ts';
import { checkoutUrl, connectorOf } from '../paying/connectors.ts';
import { withAskedBefore } from '../actions/asked-before.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { maskedShopper } from './masks.ts';
import { hasMoney, type StoredAttempt, type StoredEvent, type StoredPayment } from '../record/payment.ts';
import { PaymentNotFound } from '../problems.ts';
import type { Permit } from '../actions/refund-changes.ts';
import { revealedTo } from './reveals.ts';
import { factsOf, type ScopedPayment } from './scope-facts.ts';
import { eventView, paymentView, summaryOf, type Listed } from './views.ts';

/** What may be done with payments, by the permission that each needs. */
const permissionOf: Readonly<Record<Payment['can'][number], string>> = {
  cancel: 'payments.cancel',
  capture: 'payments.capture',
  refund: 'payments.refund',
  refund_partly: 'payments.refund',
  refund_surplus: 'payments.refund',
};

/**
 * A payment that somebody may see.
 * @throws PaymentNotFound for one that does not exist and for one outside of what their roles let them read, alike
 */
export async function visiblePayment(
  { payments }: Pick<PaymentDependencies, 'payments'>,
  viewer: Viewer,
  id: string,
): Promise<StoredPayment> {
  const scope = await viewer.scope('payments.read');
  const payment = await payments.findOne({ _id: id });
  if (!payment || !scope.allows(factsOf(payment))) throw new PaymentNotFound({ id });
  return payment;
}

/**
 * How far somebody may do something: to be asked again with the very sum when it is known.
 * @returns what throws Forbidden, naming the action and what limits it
 */
export async function permitFor(viewer: Viewer, action: string): Promise<Permit> {
  const { allows, limit } = await viewer.scope(action);
  return (payment, amount, attempt) => {
    // What was paid a second time may have come by another method.
    const through = attempt ? { ...payment, method: attempt.method, provider: attempt.provider } : payment;
    if (!allows(factsOf(through, limited(viewer, action, payment, amount)))) throw forbidden(action, limit);
  };
}

const refunding = 'payments.refund';

/** The sum that a limit is held against: of a refund with what the same person has asked back of the payment before. */
const limited = ({ caller }: Viewer, action: string, payment: Refunded, amount: Money): Money =>
  action === refunding ? withAskedBefore(payment, amount, caller?.id) : amount;

type Refunded = Pick<StoredPayment, 'refunds' | 'attempts' | 'total'>;

/**
 * Lets pass who may do something with a payment.
 * @param amount the sum to be moved, for refunds and captures; the total when absent
 * @throws Forbidden naming the action and what limits it
 */
export async function mustAct(
  viewer: Viewer,
  action: string,
  payment: StoredPayment,
  amount = payment.total,
): Promise<void> {
  (await permitFor(viewer, action))(payment, amount);
}

/** Lets pass who may take an order in. @throws Forbidden */
export async function mustTake(viewer: Viewer, request: PaymentRequest): Promise<void> {
  const action = 'payments.create';
  const { channel = 'web', type = 'direct', brand, total, shopper = {} } = request;
  const country = countryOf(shopper);
  const order = { channel, type, brand, total, state: 'created', ...(country && { country }) } as const;
  const { allows, limit } = await viewer.scope(action);
  if (!allows(factsOf(order))) throw forbidden(action, limit);
}

/**
 * The same where the sum may not be known yet.
 * @param amount without it passes who may do it for some sum
 * @throws Forbidden
 */
export async function mightAct(
  viewer: Viewer,
  action: string,
  payment: ScopedPayment & Refunded,
  amount: Money | undefined,
): Promise<void> {
  const { allows, mightAllow, limit } = await viewer.scope(action);
  const isFine = amount
    ? allows(factsOf(payment, limited(viewer, action, payment, amount)))
    : mightAllow(factsOf(payment));
  if (!isFine) throw forbidden(action, limit);
}

export const forbidden = (action: string, limit: Limit | undefined) =>
  new Forbidden({ action, ...(limit && { limit: limit.words, where: limit.where }) });

/** The personal fields of a payment that somebody sees in part only: none of those that were revealed to them. */
export async function maskedIn(
  { now }: Pick<PaymentDependencies, 'now'>,
  viewer: Viewer,
  payment: StoredPayment,
): Promise<ReadonlySet<PersonalField>> {
  const { masked } = viewer;
  if (masked.size === 0) return masked;
  const revealed = revealedTo(viewer, payment, now());
  if (revealed.size === 0) return masked;
  const scope = await viewer.scope('payments.reveal');
  return scope.allows(factsOf(payment)) ? new Set([...masked].filter((field) => !revealed.has(field))) : masked;
}

type Shown = Pick<PaymentSummary, 'shopper' | 'masked'>;

/** A view of a payment with its personal fields masked. */
function hide<View extends Shown>(
  view: View,
  { shopper }: Pick<StoredPayment, 'shopper'>,
  masked: ReadonlySet<PersonalField>,
): View {
  if (masked.size === 0) return view;
  const conceal = concealing(shopper, masked);
  const { shopper: _whole, ...rest } = view;
  const hidden = [...masked].filter((field) => shopper[field] !== undefined);
  return {
    ...conceal(rest),
    shopper: conceal(maskedShopper(shopper, masked)),
    ...(hidden.length && { masked: hidden }),
  } as View;
}

/** What a list shows of a payment to somebody. Reveals do not count here: they are for one payment that is looked at. */
export const summaryFor = ({ masked }: Pick<Viewer, 'masked'>, payment: Listed): PaymentSummary =>
  hide(summaryOf(payment), payment, masked);

/** One event of a payment as a list or a live row shows it to somebody. */
export const eventFor = (
  { masked }: Pick<Viewer, 'masked'>,
  { shopper }: Pick<StoredPayment, 'shopper'>,
  event: StoredEvent,
): PaymentEvent => concealing(shopper, masked)(eventView(event));

/** Of what may be done with a payment, what somebody's roles allow. */
async function allowedTo(viewer: Viewer, payment: StoredPayment, view: Payment): Promise<Payment['can']> {
  const allowed = await Promise.all(
    view.can.map(async (action) => {
      const scope = await viewer.scope(permissionOf[action]);
      // All that is left is refunded at once; of the others the sum is still open.
      if (action === 'refund')
        return scope.allows(factsOf(payment, limited(viewer, refunding, payment, view.refundable)));
      if (action === 'cancel') return scope.allows(factsOf(payment));
      return scope.mightAllow(factsOf(payment));
    }),
  );
  return view.can.filter((_action, index) => allowed[index]);
}

/** A payment with all that happened to it, as somebody may see it, and with what they may do. */
export async function viewFor(deps: PaymentDependencies, viewer: Viewer, payment: StoredPayment): Promise<Payment> {
  // A provider that is not ready shows no actions; the payment itself can still be read.
  const ready = async (attempt: StoredAttempt) =>
    [attempt.id, await connectorOf(deps, attempt).catch(() => undefined)] as const;
  const connectors = new Map(await Promise.all(payment.attempts.filter(hasMoney).map(ready)));
  const view = paymentView(payment, checkoutUrl(deps, payment), ({ id }) => connectors.get(id));
  const masked = await maskedIn(deps, viewer, payment);
  const { checkoutUrl: address, ...hidden } = hide(view, payment, masked);
  const shown = { ...hidden, can: await allowedTo(viewer, payment, view) };
  return address !== undefined && (await mayPayFor(viewer, payment, masked))
    ? { ...shown, checkoutUrl: address }
    : shown;
}

/** What lets somebody do for a shopper what the shopper's own page does. */
const asShopper = ['payments.create', 'payments.cancel', 'messages.send'] as const;

/**
 * Whether somebody is shown the address of the shopper's page. Whoever has it is the shopper: they choose how to pay, give up
 * what was begun, and see the order as it is. So it is for who may do such things anyway, and sees all of it here.
 */
async function mayPayFor(viewer: Viewer, payment: StoredPayment, masked: ReadonlySet<PersonalField>): Promise<boolean> {
  if (masked.size > 0) return false;
  const scopes = await Promise.all(asShopper.map((action) => viewer.scope(action)));
  return scopes.some(({ allows }) => allows(factsOf(payment)));
}
