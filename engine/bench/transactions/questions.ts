/** What an operator has seen in the list: what they search for next. */
export interface Known {
  id: string;
  attempt: string;
  refund: string;
  reference: string;
  providerReference: string;
  email: string;
  customer: string;
  /** Where somebody who goes on reading has got to. */
  cursor: string;
  /** A week in the middle of the period. */
  from: string;
  to: string;
}

/** One request of the console, and what it is about. */
export interface Question {
  name: string;
  path: string;
}

const list = (name: string, query: string): Question => ({ name, path: `/v1/payments?${query}` });

/** What operators ask all day: pages, every filter, filters that hardly go together, every search, counts. */
export function questions(known: Known): Question[] {
  const text = encodeURIComponent;
  const period = `from=${known.from}&to=${known.to}`;
  return [
    list('first page', 'limit=50'),
    list('a page further on', `limit=50&cursor=${known.cursor}`),
    list('oldest first', 'limit=50&order=oldest'),
    list('one week', `limit=50&${period}`),
    list('state: paid', 'state=paid'),
    list('state: partially refunded', 'state=partially_refunded'),
    list('state: any of four', 'state=paid,refunded,expired,canceled'),
    list('method: paypal', 'method=paypal'),
    list('provider: satispay', 'provider=satispay'),
    list('brand: nordlicht', 'brand=nordlicht'),
    list('channel: store', 'channel=store'),
    list('type: link', 'type=link'),
    list('country: SE', 'country=SE'),
    list('currency: CHF', 'currency=CHF'),
    list('needs a look', 'attention=paid_twice,paid_late,sum_differs,refund_failed,refund_unknown,attempt_unresolved'),
    list('amount: 100 to 110 EUR', 'currency=EUR&amountFrom=10000&amountTo=11000'),
    list('amount: over 900 EUR (rare)', 'currency=EUR&amountFrom=90000'),
    list('customer: an address', `customer=${text(known.email)}`),
    list('customer: a number', `customer=${text(known.customer)}`),
    list('two filters', 'state=paid&method=card'),
    list('three filters', 'state=refunded&provider=paypal&country=DE'),
    list('five filters and a week', `state=paid&method=card&brand=rosmarino&channel=app&country=FR&${period}`),
    list('hardly together', 'country=SE&method=satispay'),
    list('never together', 'brand=nordlicht&method=satispay&channel=store'),
    list('large, refunded, from Austria', 'state=refunded&country=AT&currency=EUR&amountFrom=50000'),
    list('search: payment', `search=${known.id}`),
    list('search: attempt', `search=${known.attempt}`),
    list('search: refund', `search=${known.refund}`),
    list('search: merchant reference', `search=${text(known.reference)}`),
    list('search: its beginning', `search=${text(known.reference.slice(0, -2))}`),
    list('search: a beginning of many', `search=${text(known.reference.slice(0, 4))}`),
    list('search: provider reference', `search=${text(known.providerReference)}`),
    list('search: e-mail', `search=${text(known.email)}`),
    list('search: beginning of an e-mail', `search=${text(known.email.slice(0, 8))}`),
    list('search: nothing like it', 'search=no-such-thing'),
    list('search and filters', `search=${text(known.email)}&state=paid&brand=rosmarino`),
    { name: 'count: all', path: '/v1/payments/count' },
    { name: 'count: one filter', path: '/v1/payments/count?state=paid' },
    { name: 'count: three filters', path: '/v1/payments/count?state=paid&method=card&country=IT' },
    { name: 'inbox', path: '/v1/payments/attention?limit=50' },
    { name: 'inbox: one reason', path: '/v1/payments/attention?reason=paid_twice' },
    { name: 'one payment', path: `/v1/payments/${known.id}` },
  ];
}
