import { newId, type Payment, type PaymentRequest, type Shopper } from '@pih/schemas';
import type { TestHub } from '../hub-for-tests.ts';

/** A payment whose every personal word occurs nowhere else, so that a leak names its source. */
export interface MarkedPayment {
  id: string;
  reference: string;
  /** What must not be read where a field is masked, wherever it was written. */
  secrets: Record<'name' | 'email' | 'phone' | 'address' | 'taxId', string[]>;
  /** As somebody sees it who may see everything. */
  seen: Payment;
}

/** A word of letters for each number: "Bac" and "Cab" are not part of each other. */
const word = (index: number, start: string): string => {
  const letters = [...String(index).padStart(2, '0')].map((digit) => 'bcdfghjklm'[Number(digit)] ?? 'z');
  return start + letters.map((letter) => `o${letter}`).join('');
};

function shopperOf(index: number): Shopper {
  const two = String(index).padStart(2, '0');
  return {
    type: index % 2 ? 'business' : 'private',
    name: `${word(index, 'Zan')} ${word(index, 'Quin')}`,
    email: `${word(index, 'yv').toLowerCase()}@${word(index, 'wex').toLowerCase()}.example`,
    phone: `+39 077 88${two}99${two}`,
    taxId: `XQ9${two}771${two}`,
    reference: `CUST-${two}`,
    country: index % 3 ? 'IT' : 'DE',
    address: {
      line1: `Via ${word(index, 'Ptol')} ${index + 300}`,
      city: 'Torino',
      postcode: `98${two}7`,
      country: index % 3 ? 'IT' : 'DE',
    },
  };
}

/** What a shop writes into an order beside the shopper: all that is personal, once more. */
function orderOf(index: number): Partial<PaymentRequest> {
  const shopper = shopperOf(index);
  const written = `${shopper.name}, ${shopper.email}, ${shopper.phone}, ${shopper.taxId}, ${shopper.address?.line1}`;
  const isEuro = index % 4 !== 3;
  return {
    reference: `MARK-${word(index, 'Ref')}`,
    brand: index % 2 ? 'rosmarino' : 'nordlicht',
    channel: index % 3 ? 'web' : 'phone',
    type: index % 5 ? 'direct' : 'link',
    total: isEuro ? { amount: 10_00 * (index + 1), currency: 'EUR' } : { amount: 20_00 * (index + 1), currency: 'USD' },
    shopper,
    description: `For ${written}`,
    metadata: { who: written, mail: shopper.email ?? '', [shopper.email ?? 'x']: 'yes' },
    returnUrl: `https://shop.example/?mail=${encodeURIComponent(shopper.email ?? '')}`,
  };
}

const methods = [
  'card',
  'paypal',
  undefined,
  'card',
  'paypal',
  'card',
  undefined,
  'paypal',
  undefined,
  'card',
] as const;

/** Somebody has asked for a refund of it that needs a second person. */
async function waiting(hub: TestHub, id: string, reason: string): Promise<void> {
  const { reference, brand, total: amount } = await hub.payment(id);
  const now = new Date();
  await hub.app.approvals.desk.requests.insert({
    ...{ _id: newId('approval', now), version: 1, state: 'waiting', action: 'refund', payment: id, reference, brand },
    ...{ request: { amount, reason }, amount, reason, rules: ['Every refund'], approvers: 1, approvals: [] },
    ...{ intention: { key: id, fingerprint: id }, askedBy: { type: 'operator', name: 'Somebody' }, askedAt: now },
  });
}

/** Payments in several states, by several methods, brands, channels, countries and currencies. */
export async function markedPayments(hub: TestHub): Promise<MarkedPayment[]> {
  const made: MarkedPayment[] = [];
  for (const [index, method] of methods.entries()) {
    const order = orderOf(index);
    const { id } = method ? await hub.paid(method, order) : await hub.order(order);
    const { shopper = {} } = order;
    const why = `${shopper.name} asked from ${shopper.email} and ${shopper.phone}`;
    if (method && index % 2)
      await hub.ask('POST', `/v1/payments/${id}/refunds`, {
        body: { reason: why, amount: { amount: 100, currency: order.total?.currency } },
      });
    if (!method && index % 4 === 0)
      // It is to be looked at: its shopper was offered nothing.
      await hub.app.payments.payments.change(id, { type: 'system' }, () => ({ events: [{ type: 'decision.empty' }] }));
    else if (!method) await hub.ask('POST', `/v1/payments/${id}/cancel`, { body: { reason: why } });
    if (method && index < 4) await hub.app.invoices.issue(id, { type: 'system' });
    if (method && index < 4) await waiting(hub, id, why);
    const note = { body: { text: `Called ${shopper.phone}: ${why}` }, key: await hub.keyWith('administrator') };
    await hub.ask('POST', `/v1/payments/${id}/notes`, note);
    const { name = '', email = '', phone = '', taxId = '', address } = shopper;
    made.push({
      id,
      reference: order.reference ?? '',
      secrets: {
        name: name.split(' '),
        email: [email, encodeURIComponent(email), ...email.split('@')],
        phone: [phone, phone.replace(/\D/g, '')],
        taxId: [taxId],
        address: [address?.line1 ?? '', address?.postcode ?? ''],
      },
      seen: await hub.payment(id),
    });
  }
  // What their shoppers were written is told as well.
  await hub.app.effects.idle();
  await hub.app.messaging.courier.run();
  return made;
}
