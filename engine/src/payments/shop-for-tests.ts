import type { AnyDocument, AttemptRequest, Flow, Payment, Provider } from '@pih/schemas';
import { tokenOf, type Answer, type TestHub } from '../hub-for-tests.ts';

export { anAttempt, aPayment, eur, noon } from './record/a-payment-for-tests.ts';

/** The types of what happened, oldest first. */
export const happened = ({ events }: Pick<Payment, 'events'>): string[] => events.map(({ type }) => type);

/** Which problem an answer is: "checkout-closed"; undefined for one that is none. */
export const slug = ({ body }: { body: { type?: string } }): string | undefined =>
  body.type?.includes('/') ? body.type.split('/').at(-1) : undefined;

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

/** Asks Stripe itself, past the engine. */
async function askStripe<Body>(hub: TestHub, path: string): Promise<Body> {
  const secret = (await hub.app.secrets.read('STRIPE_SECRET_KEY')) ?? '';
  const url = `${hub.sandbox?.stripe.url}/v1/${path}`;
  return (await (await fetch(url, { headers: { Authorization: `Bearer ${secret}` } })).json()) as Body;
}

/** What Stripe itself took and gave back through the latest attempt of a payment, in minor units. */
export async function stripeHolds(
  hub: TestHub,
  { attempts }: { attempts: readonly { reference?: string }[] },
): Promise<{ captured: number; refunded: number }> {
  const session = await askStripe<{ payment_intent: string | null }>(
    hub,
    `checkout/sessions/${attempts.at(-1)?.reference}`,
  );
  if (!session.payment_intent) return { captured: 0, refunded: 0 };
  const intent = await askStripe<{ amount_received: number }>(hub, `payment_intents/${session.payment_intent}`);
  let refunded = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: { data: { id: string; amount: number; status: string }[]; has_more: boolean } = await askStripe(
      hub,
      `refunds?payment_intent=${session.payment_intent}&limit=100${after && `&starting_after=${after}`}`,
    );
    refunded = page.data.reduce((sum, { amount, status }) => (status === 'failed' ? sum : sum + amount), refunded);
    after = page.has_more ? page.data.at(-1)?.id : undefined;
  }
  return { captured: intent.amount_received, refunded };
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

/** Points a provider at another address, where more calls may be lost in a row than a breaker would bear. */
export const moveProvider = (hub: TestHub, id: string, url: string): Promise<void> =>
  publish<Provider>(hub, 'provider', id, (document) => ({
    ...document,
    baseUrls: { simulator: url },
    resilience: { breaker: { failures: 1000 } },
  }));

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
