import type { InvoiceSummary, Payment, PaymentRequest } from '@pih/schemas';
import type { Chance } from './chance.ts';
import type { Answered, Wire } from './wire.ts';

export interface WantedRefund {
  key: string;
  amount: number;
  /** The refund's id, once the engine has acknowledged it. */
  acknowledged?: string;
  /** The provider has made it: an acknowledged refund may still be on its way. */
  isSettled?: boolean;
}

/** One order from its creation to its refunds, as shop and shopper know it: what they asked, and what was acknowledged. */
export interface Story {
  key: string;
  order: PaymentRequest;
  method: 'card' | 'paypal';
  /** Fails first, then is tried again. */
  declines: boolean;
  refunds: WantedRefund[];
  /** The invoice, where one is wanted, with its number once the engine has acknowledged it. */
  invoice?: { number?: string };
  payment?: Pick<Payment, 'id' | 'checkoutUrl'>;
  /** The shopper's intentions to pay so far. */
  tries: number;
  /** The provider's page, while the shopper is on it. */
  page?: string;
  /** Where the provider sends the shopper, until the engine has answered there. */
  back?: string;
  /** The shopper has paid: the provider has the money. */
  hasPaid: boolean;
  isPaid: boolean;
  isOver: boolean;
}

/** More than a demo brand allows: then something goes round in circles. */
const mostTries = 8;

/** Amounts that end otherwise than in 6661 to 6668, for which simulators have something special in store. */
const amountFrom = (chance: Chance): number => chance.between(10, 400) * 100 + chance.between(0, 59);

/** Plans one more order. @param number tells it from all others of the run */
export function newStory(chance: Chance, number: number): Story {
  const amount = amountFrom(chance);
  const reference = `SOAK-${number}`;
  const part = chance.between(1, Math.floor(amount / 3));
  const sums = [[], [], [part], [part, amount - part], [amount]][chance.between(0, 4)] ?? [];
  return {
    key: `order-${number}`,
    order: { reference, brand: 'rosmarino', total: { amount, currency: 'EUR' } },
    method: chance.isTrue(0.6) ? 'card' : 'paypal',
    declines: chance.isTrue(0.2),
    refunds: sums.map((sum, index) => ({ key: `refund-${number}-${index}`, amount: sum })),
    tries: 0,
    hasPaid: false,
    isPaid: false,
    isOver: false,
    ...(chance.isTrue(0.5) && { invoice: {} }),
  };
}

/** The engine answered what it never should. */
export class Surprise extends Error {
  override name = 'Surprise';
  constructor(what: string, { status, body }: Answered<unknown>) {
    super(`${what} was answered ${status} ${JSON.stringify(body).slice(0, 300)}`);
  }
}

/** The last part of a problem's type: "refund-too-large". */
export const problemOf = ({ body }: Answered<unknown>): string =>
  String((body as { type?: unknown } | undefined)?.type ?? '')
    .split('/')
    .at(-1) ?? '';

/** Problems that say "ask again with the same key". */
const later: ReadonlySet<string> = new Set(['outcome-unknown', 'provider-unavailable', 'payment-changed']);
const isLater = (answer: Answered<unknown>): boolean => later.has(problemOf(answer));

const tokenOf = ({ checkoutUrl = '' }: Pick<Payment, 'checkoutUrl'>): string => checkoutUrl.split('/').at(-1) ?? '';

async function create(wire: Wire, story: Story): Promise<boolean> {
  const answer = await wire.asShop('POST', '/v1/payments', { body: story.order, key: story.key });
  if (answer.status !== 201) throw new Surprise('Creating a payment', answer);
  const { id, checkoutUrl = '' } = answer.body;
  story.payment = { id, checkoutUrl };
  return true;
}

async function choose(wire: Wire, story: Story, payment: Pick<Payment, 'id' | 'checkoutUrl'>): Promise<boolean> {
  const seen = await wire.checkout(tokenOf(payment));
  if (seen.status !== 200) throw new Surprise('Looking at the checkout', seen);
  const answer = await wire.ask<{ redirectUrl: string }>('POST', `/v1/checkout/${tokenOf(payment)}/attempts`, {
    body: { method: story.method },
    key: `${story.key}-try-${story.tries}`,
  });
  if (isLater(answer)) return false;
  // The try was begun by an engine that was killed, and has ended; the shopper picks again.
  const hasEnded = answer.status === 409 && problemOf(answer) === 'checkout-closed' && story.tries < mostTries;
  if (answer.status !== 201 && !hasEnded) throw new Surprise('Choosing a method', answer);
  if (hasEnded) story.tries++;
  else story.page = answer.body.redirectUrl;
  return true;
}

/** The provider's page is not part of the engine: it is always there. */
async function pay(story: Story, page: string): Promise<boolean> {
  const isDecline = story.declines;
  story.declines = false;
  const outcome = isDecline ? 'decline' : story.method === 'card' ? 'pay' : 'approve';
  const answer = await fetch(page, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ outcome }) });
  await answer.body?.cancel();
  const location = answer.headers.get('location') ?? '';
  const back = URL.canParse(location) ? location : undefined;
  // A card is declined on Stripe's own page, which stays; PayPal sends the shopper back.
  if (!back) return true;
  story.back = back;
  story.hasPaid = !isDecline;
  if (isDecline) story.tries++;
  delete story.page;
  return true;
}

async function goBack(wire: Wire, story: Story, back: string): Promise<boolean> {
  const { pathname, search } = new URL(back);
  const answer = await wire.ask('GET', pathname + search);
  if (answer.status !== 303) throw new Surprise('Coming back from the provider', answer);
  delete story.back;
  return true;
}

/** @returns whether the engine knows that it is paid */
async function look(wire: Wire, story: Story, { id }: Pick<Payment, 'id'>): Promise<boolean> {
  const answer = await wire.asShop('GET', `/v1/payments/${id}`);
  if (answer.status !== 200) throw new Surprise('Reading an acknowledged payment', answer);
  story.isPaid = answer.body.captured.amount > 0;
  return story.isPaid;
}

async function refund(wire: Wire, { id }: Pick<Payment, 'id'>, wanted: WantedRefund): Promise<boolean> {
  const { key, amount } = wanted;
  const answer = await wire.asShop('POST', `/v1/payments/${id}/refunds`, {
    body: { amount: { amount, currency: 'EUR' }, reason: key },
    key,
  });
  if (isLater(answer)) return false;
  if (answer.status !== 201) throw new Surprise('Refunding', answer);
  const made = answer.body.refunds.filter(({ reason }) => reason === key);
  const [only] = made;
  if (!only || made.length > 1) throw new Surprise(`Refunding made ${made.length} refunds and`, answer);
  wanted.acknowledged = only.id;
  wanted.isSettled = only.state === 'succeeded';
  return wanted.isSettled;
}

async function bill(wire: Wire, { id }: Pick<Payment, 'id'>, invoice: { number?: string }): Promise<boolean> {
  const answer = await wire.asShop<InvoiceSummary>('POST', `/v1/payments/${id}/invoice`);
  if (isLater(answer)) return false;
  if (answer.status !== 201) throw new Surprise('Issuing an invoice', answer);
  invoice.number = answer.body.number;
  return true;
}

/** Does the next thing. Whatever was cut off is asked again, with the same key. @returns false when it has to wait */
async function step(wire: Wire, story: Story): Promise<boolean> {
  const { payment, page, back, invoice } = story;
  if (!payment) return create(wire, story);
  if (back) return goBack(wire, story, back);
  if (page) return pay(story, page);
  if (!story.isPaid) return story.hasPaid ? look(wire, story, payment) : choose(wire, story, payment);
  if (invoice && !invoice.number) return bill(wire, payment, invoice);
  const next = story.refunds.find(({ isSettled }) => !isSettled);
  if (next) return refund(wire, payment, next);
  story.isOver = true;
  return true;
}

/** Goes on with a story until it is over or has to wait. @throws CutOff, Surprise */
export async function goOn(wire: Wire, story: Story): Promise<void> {
  while (!story.isOver) if (!(await step(wire, story))) return;
}
