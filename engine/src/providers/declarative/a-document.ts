import type { Provider } from '@pih/schemas';

type Declarative = NonNullable<Provider['declarative']>;
type Given = Partial<Omit<Declarative, 'operations'>> & {
  credentials?: NonNullable<Provider['credentials']>;
  operations?: Partial<Declarative['operations']>;
};

/** For tests: a small declarative provider at `url`; say only what the test is about. */
export const aDocument = (url: string, { credentials, operations, ...declarative }: Given = {}): Provider => ({
  kind: 'provider',
  id: 'sample',
  title: 'Sample Pay',
  connector: 'declarative',
  environment: 'live',
  baseUrls: { live: url },
  credentials: credentials ?? { key: 'public-key' },
  methods: [{ method: 'card', title: { en: 'Card' }, mark: { color: '#000000' } }],
  declarative: {
    auth: { type: 'header', credential: 'key' },
    amounts: { format: 'minor' },
    statuses: {
      open: 'pending',
      ...(operations?.settle && { agreed: 'approved' }),
      held: 'authorized',
      done: 'paid',
      no: 'declined',
      void: 'canceled',
    },
    refundStatuses: { done: 'succeeded', wait: 'pending', no: 'failed' },
    ...declarative,
    operations: {
      create: {
        request: { method: 'POST', path: '/payments', body: { amount: '= amount' } },
        reference: '= response.id',
        redirect: '= response.url',
        status: '= response.status',
      },
      lookUp: { request: { method: 'GET', path: '/payments/{reference}' }, status: '= response.status' },
      ...operations,
    },
  },
});
