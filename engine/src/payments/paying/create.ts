import { newId, type FieldError, type PaymentRequest } from '@pih/schemas';
import { InvalidInput } from '@pih/schemas';
import { stickyKeyOf } from '../../rules/index.ts';
import { chosen } from '../canaries/index.ts';
import type { Intention } from '../../http/index.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { withPlainEmail } from '../checkout/details.ts';
import { countryOf } from '../record/change.ts';
import { isForgotten, refuseOther, setAside } from '../record/keys.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import { BrandUnknown, PaymentChanged } from '../problems.ts';

/** What a schema cannot say: sums in one currency, custom facts as the settings declare them. */
export function furtherErrors(
  { total, items = [], custom = {} }: Pick<PaymentRequest, 'total' | 'items' | 'custom'>,
  { live }: PaymentDependencies,
): FieldError[] {
  const declared = new Map((live().settings.customFacts ?? []).map((fact) => [fact.id, fact]));
  const wrongCurrency = items.flatMap(({ unitPrice }, index) =>
    unitPrice.currency === total.currency
      ? []
      : [
          {
            path: `/items/${index}/unitPrice/currency`,
            rule: 'currency',
            message: `must be ${total.currency}, as the total`,
            value: unitPrice.currency,
          },
        ],
  );
  const wrongFacts = Object.entries(custom).flatMap(([id, value]): FieldError[] => {
    const fact = declared.get(id);
    const path = `/custom/${id}`;
    if (!fact) return [{ path, rule: 'reference', message: 'is not a custom fact of the settings', value }];
    const kind = Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : typeof value;
    if (kind !== fact.type) return [{ path, rule: 'type', message: `must be a ${fact.type}`, value }];
    const strange =
      fact.options && (Array.isArray(value) ? value : [value]).find((one) => !fact.options?.includes(String(one)));
    return strange === undefined
      ? []
      : [{ path, rule: 'enum', message: `must be one of ${fact.options?.join(', ')}`, value: strange }];
  });
  return [...wrongCurrency, ...wrongFacts];
}

/**
 * Takes an order in. The same intention again hands back the payment that it made.
 * @throws BrandUnknown, InvalidInput, IdempotencyKeyReused
 */
export async function createPayment(
  deps: PaymentDependencies,
  request: PaymentRequest,
  intention: Intention,
  actor: Actor,
): Promise<StoredPayment> {
  const now = deps.now();
  const id = newId('payment', now);
  const live = deps.live();
  const checkout = chosen(live, 'checkout', request.brand, stickyKeyOf(request.shopper ?? {}, id))?.document;
  if (!checkout || !live.get('checkout', request.brand))
    throw new BrandUnknown({
      brand: request.brand,
      known: live.all('checkout').map(({ document }) => document.id),
    });
  const errors = furtherErrors(request, deps);
  if (errors.length) throw new InvalidInput({ what: 'The payment cannot be created', errors });

  const {
    expiresAfterMinutes = checkout.payment?.expiresAfterMinutes ?? 60,
    items = [],
    categories = [],
    custom = {},
    metadata = {},
    ...rest
  } = request;
  const shopper = withPlainEmail(request.shopper);
  const country = countryOf(shopper);
  const payment: StoredPayment = {
    ...rest,
    _id: id,
    version: 1,
    state: 'created',
    intention,
    captured: 0,
    refunded: 0,
    channel: request.channel ?? 'web',
    type: request.type ?? 'direct',
    shopper,
    ...(country && { country }),
    items,
    categories: [...new Set([...categories, ...items.flatMap(({ category }) => category ?? [])])],
    custom,
    metadata,
    capture: request.capture ?? checkout.payment?.capture ?? 'automatic',
    checkoutToken: deps.newToken(),
    attempts: [],
    refunds: [],
    events: [{ sequence: 1, type: 'payment.created', at: now, actor, data: { total: request.total } }],
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + expiresAfterMinutes * 60_000),
  };
  return storeOnce(deps, payment);
}

/** How often a key may turn out to be taken by something forgotten; requests at once free it for one another. */
const tries = 5;

/**
 * Stores a payment, unless its intention already made one: that one is handed back. A key that was used longer ago than it
 * stands for anything is taken from its payment first.
 * @throws IdempotencyKeyReused, PaymentChanged when too many did so at once
 */
async function storeOnce(deps: PaymentDependencies, payment: StoredPayment): Promise<StoredPayment> {
  const { key } = payment.intention;
  for (let left = tries; left > 0; left--) {
    const inserted = await deps.payments.insert(payment).catch((error: unknown) => {
      if (error instanceof PaymentChanged) return undefined;
      throw error;
    });
    if (!inserted) continue;
    const { payment: stored, isNew } = inserted;
    if (isNew) return stored;
    if (!isForgotten(stored.createdAt, payment.createdAt)) {
      refuseOther(stored.intention, payment.intention);
      return stored;
    }
    await deps.payments.change(stored._id, { type: 'system' }, ({ _id, intention }) =>
      intention.key === key ? { events: [], set: { intention: { ...intention, key: setAside(key, _id) } } } : undefined,
    );
  }
  throw new PaymentChanged({ id: payment._id });
}
