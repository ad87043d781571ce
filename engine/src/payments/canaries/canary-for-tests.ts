import type { AnyDocument, Checkout, Flow, Payment, Publication } from '@pih/schemas';
import type { Ask, TestHub } from '../../hub-for-tests.ts';

export type TestGuard = { points: number; minimumPayments: number; matureMinutes: number };

/** What is asked of the API to try a document on a part of the payments. */
export interface Trial {
  percent: number;
  guard?: TestGuard;
}

/** A document of the seeds, to be changed. */
export function seeded<Document extends AnyDocument>(hub: TestHub, kind: Document['kind'], id: string): Document {
  const live = hub.app.live.current.get(kind, id);
  if (!live) throw new Error(`The seeds have no ${kind} ${id}`);
  return structuredClone(live.document) as AnyDocument as Document;
}

const position = { x: 0, y: 0 };

/** Only these methods, whatever the cart. */
export const onlyOffering = (flow: Flow, ...methods: string[]): Flow => ({
  ...flow,
  tests: [],
  nodes: [
    { id: 'start', type: 'start', position },
    ...methods.map((method) => ({
      ...{ id: method, type: 'offer' as const, position },
      data: { methods: [{ method, providers: [method === 'card' ? 'stripe' : method] }] },
    })),
    { id: 'stop', type: 'stop', position },
  ],
  edges: ['start', ...methods].map((source, index) => ({
    id: `e${index}`,
    source,
    target: methods[index] ?? 'stop',
  })),
});

async function expectOk<Body>(answer: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** Saves a document and publishes it, to all or to a part of the payments. */
export async function publishing(
  hub: TestHub,
  operator: Pick<Ask, 'key' | 'headers'>,
  document: Flow | Checkout,
  canary?: Trial,
): Promise<Publication> {
  const address = `/v1/config/${document.kind}/${document.id}`;
  const { draft } = await expectOk(hub.ask<{ draft: { version: number } | null }>('GET', address, operator));
  const saving = { ...operator, body: { document, version: draft?.version ?? 0 } };
  const { version } = await expectOk(hub.ask<{ version: number }>('PUT', `${address}/draft`, saving));
  const body = { version, note: 'A test', ...(canary && { canary }) };
  return expectOk(hub.ask<Publication>('POST', `${address}/publish`, { ...operator, body }));
}

/** An order of somebody whom nobody knows, who has looked. */
export async function looked(hub: TestHub, about: Parameters<TestHub['order']>[0] = {}): Promise<Payment> {
  const order = await hub.order(about);
  await hub.checkout(order);
  return hub.payment(order.id);
}

/** The part that a payment has in the canary of a kind. */
export const partOf = (payment: Payment, kind: 'flow' | 'checkout' = 'flow') =>
  payment.canaries?.find((part) => part.kind === kind);

/** Orders until each arm has so many whose shopper has looked. */
export async function armsOf(hub: TestHub, each: number): Promise<{ canary: Payment[]; control: Payment[] }> {
  const arms: { canary: Payment[]; control: Payment[] } = { canary: [], control: [] };
  for (let tries = 0; arms.canary.length < each || arms.control.length < each; tries += 1) {
    if (tries > each * 50) throw new Error('One arm gets no payments');
    const payment = await looked(hub);
    const part = partOf(payment);
    if (!part) throw new Error('The payment takes part in no canary');
    arms[part.arm].push(payment);
  }
  return arms;
}
