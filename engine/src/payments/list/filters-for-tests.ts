import type { PaymentQuery } from '@pih/schemas';
import fc from 'fast-check';
import { noon } from '../record/a-payment-for-tests.ts';
import type { StoredPayment } from '../record/payment.ts';
import { emails, idOf, references, stretch } from './payments-for-tests.ts';

/** How a page is cut out of a list: the rest of a query says what belongs to the list. */
type Paging = 'limit' | 'cursor' | 'order';

/** One filter of the API: what may be asked, and of which payments it holds, in plain words. */
interface Filtering<Value> {
  asked: fc.Arbitrary<Value>;
  holds: (payment: StoredPayment, value: Value) => boolean;
}

type Filters = { readonly [Name in Exclude<keyof PaymentQuery, Paging>]-?: Filtering<NonNullable<PaymentQuery[Name]>> };

type ListOf<Name extends keyof PaymentQuery> = Extract<PaymentQuery[Name], readonly unknown[]>[number];

/** A filter that names several values, of which a payment has one. */
const anyOf = <Name extends keyof PaymentQuery>(
  of: (payment: StoredPayment) => string | undefined,
  ...values: ListOf<Name>[]
): Filtering<ListOf<Name>[]> => ({
  asked: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
  holds: (payment, list) => (list as readonly (string | undefined)[]).includes(of(payment)),
});

const amount = fc.integer({ min: 0, max: 9_000 });
const moment = fc.integer({ min: 0, max: 600 }).map((minutes) => new Date(noon.getTime() + minutes * stretch));
const instant = moment.map((at) => at.toISOString());

/** What a text in the search may mean. */
const isMeant = (text: string, { _id, reference, shopper, attempts, refunds }: StoredPayment): boolean =>
  _id === text ||
  [...attempts, ...refunds].some((each) => each.id === text || each.reference === text) ||
  (text.length < shortest ? reference === text : begins(reference, text) || begins(shopper.email, text.toLowerCase()));

/** What is shorter begins half of everything. */
const shortest = 3;
const begins = (whole: string | undefined, text: string): boolean => whole?.startsWith(text) === true;

/** Every filter of the API; one that is missing does not compile. */
export const filters: Filters = {
  state: anyOf<'state'>(({ state }) => state, 'paid', 'expired', 'refunded', 'failed'),
  method: anyOf<'method'>(({ method }) => method, 'card', 'paypal'),
  provider: anyOf<'provider'>(({ provider }) => provider, 'stripe', 'paypal'),
  brand: anyOf<'brand'>(({ brand }) => brand, 'rosmarino', 'nordlicht'),
  channel: anyOf<'channel'>(({ channel }) => channel, 'web', 'app', 'store'),
  type: anyOf<'type'>(({ type }) => type, 'direct', 'link'),
  country: anyOf<'country'>(({ country }) => country, 'IT', 'DE', 'FR', 'SE'),
  attention: anyOf<'attention'>(({ attention }) => attention, 'paid_twice', 'paid_late'),
  currency: { asked: fc.constantFrom(['EUR'], ['CHF']), holds: ({ total }, list) => list.includes(total.currency) },
  amountFrom: { asked: amount, holds: ({ total }, least) => total.amount >= least },
  amountTo: { asked: amount, holds: ({ total }, most) => total.amount <= most },
  from: { asked: instant, holds: ({ createdAt }, from) => createdAt >= new Date(from) },
  to: { asked: instant, holds: ({ createdAt }, to) => createdAt < new Date(to) },
  customer: {
    asked: fc.constantFrom('anna1@example.com', 'C-1', 'nobody'),
    holds: ({ shopper }, who) => shopper.email === who || shopper.reference === who,
  },
  search: {
    asked: fc.oneof(
      fc.constantFrom('ORDER-', 'ORDER-11', 'ORDER-1117', 'anna3', 'anna3@example.com', 'nothing', 'x'),
      fc.constantFrom(...references, ...emails),
      fc.constantFrom('payment', 'attempt', 'refund').map((kind) => idOf(kind, 130)),
    ),
    holds: (payment, text) => isMeant(text, payment),
  },
};

const names = Object.keys(filters) as (keyof Filters)[];

/** Sums of different currencies cannot be compared. */
const sensible = (query: PaymentQuery): PaymentQuery =>
  query.amountFrom === undefined && query.amountTo === undefined
    ? query
    : { ...query, currency: query.currency ?? ['EUR'] };

const order = fc.constantFrom('newest' as const, 'oldest' as const);

/** Queries of one filter alone. */
export const oneFilter = (name: keyof Filters): fc.Arbitrary<PaymentQuery> =>
  fc
    .record({ [name]: filters[name].asked as fc.Arbitrary<unknown>, order })
    .map((query) => sensible(query as PaymentQuery));

/** Queries of any filters together. */
export const anyFilters: fc.Arbitrary<PaymentQuery> = fc
  .record(
    { ...Object.fromEntries(names.map((name) => [name, filters[name].asked as fc.Arbitrary<unknown>])), order },
    { requiredKeys: [] },
  )
  .map((query) => sensible(query as PaymentQuery));

/** What a query asks of one payment. */
export const meets = (payment: StoredPayment, query: PaymentQuery): boolean =>
  names.every((name) => {
    const value = query[name];
    const { holds } = filters[name] as Filtering<unknown>;
    return value === undefined || holds(payment, value);
  });
