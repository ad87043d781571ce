import type { AnyDocument, AttemptRequest, Flow, Payment, Provider } from '@pih/schemas';
import { tokenOf, type Answer, type TestHub } from '../hub-for-tests.ts';
import type { StoredAttempt, StoredPayment } from './payment.ts';

/** €10.50 is eur(1050). */
export const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** The types of what happened, oldest first. */
export const happened = ({ events }: Pick<Payment, 'events'>): string[] => events.map(({ type }) => type);

/** Asks for an attempt as the page does, whatever the answer. */
export const tryToPay = (
  hub: TestHub,
  payment: Pick<Payment, 'checkoutUrl'>,
  body: AttemptRequest,
  idempotencyKey?: string,
): Promise<Answer<{ attempt: string; redirectUrl: string; type: string; state?: string; missing?: string[] }>> =>
  hub.ask('POST', `/v1/checkout/${tokenOf(payment)}/attempts`, {
    key: null,
    body,
    ...(idempotencyKey && { idempotencyKey }),
  });

/** The shopper types a card number on Stripe's page; where the page sends them. */
export async function payByCard(page: string, cardNumber = '4242424242424242'): Promise<string> {
  const body = new URLSearchParams({ outcome: 'pay', card_number: cardNumber });
  const answer = await fetch(page, { method: 'POST', redirect: 'manual', body });
  return answer.headers.get('location') ?? '';
}

/** Where a provider sends a shopper who goes back without paying. */
export const backLink = (hub: TestHub, payment: Payment): string =>
  `${hub.url}/v1/checkout/${tokenOf(payment)}/return/${payment.attempts.at(-1)?.id ?? ''}?back=1`;

/** Publishes a changed document, as an operator does. */
export async function publish<Document extends AnyDocument>(
  hub: TestHub,
  kind: Document['kind'],
  id: string,
  change: (document: Document) => Document,
): Promise<void> {
  const by = { type: 'system', name: 'a test' } as const;
  const { published, draft } = await hub.app.documents.read(kind, id);
  const changed = change(structuredClone(published?.document) as Document);
  const { version } = await hub.app.documents.saveDraft(
    kind,
    id,
    changed as unknown as Record<string, unknown>,
    draft?.version ?? 0,
    by,
  );
  await hub.app.documents.publish(kind, id, version, 'for a test', by);
}

/** Points a provider of the demo organisation at another address. */
export const moveProvider = (hub: TestHub, id: string, url: string): Promise<void> =>
  publish<Provider>(hub, 'provider', id, (document) => ({ ...document, baseUrls: { simulator: url } }));

/** Sets which providers carry the methods that a flow of the demo organisation offers. */
export const offer = (hub: TestHub, flow: string, method: string, providers: string[]): Promise<void> =>
  publish<Flow>(hub, 'flow', flow, (document) => ({
    ...document,
    tests: [],
    nodes: document.nodes.map((node) =>
      node.type === 'offer'
        ? {
            ...node,
            data: {
              methods: node.data.methods.map((each) => (each.method === method ? { ...each, providers } : each)),
            },
          }
        : node,
    ),
  }));

/** A fixed moment. */
export const noon = new Date('2026-11-23T12:00:00Z');

/** An attempt by card that its shopper is away for, but for what the test changes. */
export const anAttempt = (about: Partial<StoredAttempt> = {}): StoredAttempt => ({
  id: 'att_1',
  key: 'first',
  method: 'card',
  provider: 'stripe',
  state: 'pending',
  reference: 'cs_1',
  memory: {},
  startedAt: noon,
  ...about,
});

/** A payment of €49.90 that waits for its shopper to choose, but for what the test changes. */
export const aPayment = (about: Partial<StoredPayment> = {}): StoredPayment => ({
  _id: 'pay_1',
  version: 1,
  state: 'created',
  intention: { key: 'order', fingerprint: 'f' },
  reference: 'ORDER-1',
  brand: 'rosmarino',
  total: eur(49_90),
  captured: 0,
  refunded: 0,
  channel: 'web',
  shopper: {},
  items: [],
  categories: [],
  custom: {},
  metadata: {},
  capture: 'automatic',
  checkoutToken: 'token',
  attempts: [],
  refunds: [],
  events: [{ sequence: 1, type: 'payment.created', at: noon, actor: { type: 'system' } }],
  createdAt: noon,
  updatedAt: noon,
  expiresAt: new Date(noon.getTime() + 3_600_000),
  ...about,
});
