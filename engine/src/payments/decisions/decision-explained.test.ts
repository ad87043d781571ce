import { bodyErrors, type AnyDocument, type Explanation, type Flow, type Payment, type Provider } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anItalian, startTestHub, type Ask, type TestHub } from '../../hub-for-tests.ts';

let hub: TestHub;
let asOperator: Ask;
beforeAll(async () => {
  hub = await startTestHub();
  asOperator = await hub.signIn();
});
afterAll(() => hub.stop());

const explain = <Body = Explanation>({ id }: Pick<Payment, 'id'>) =>
  hub.ask<Body>('GET', `/v1/payments/${id}/decision`);
const explanationOf = async (payment: Pick<Payment, 'id'>): Promise<Explanation> => (await explain(payment)).body;

/** An order whose shopper has looked at the methods. */
async function looked(about: Parameters<TestHub['order']>[0] = {}): Promise<Payment> {
  const order = await hub.order(about);
  await hub.checkout(order);
  return hub.payment(order.id);
}

function live<K extends 'flow' | 'provider'>(kind: K, id: string): K extends 'flow' ? Flow : Provider;
function live(kind: 'flow' | 'provider', id: string): AnyDocument {
  const found = hub.app.live.current.get(kind, id);
  if (!found) throw new Error(`The seeds have no ${kind} ${id}`);
  return structuredClone(found.document);
}

async function publish(document: AnyDocument): Promise<void> {
  const address = `/v1/config/${document.kind}/${document.id}`;
  // Later than what was decided before, as it is outside a test that runs within a millisecond.
  hub.advance(1000);
  const drafted = await hub.ask('PUT', `${address}/draft`, { ...asOperator, body: { document, version: 0 } });
  const body = { version: drafted.body['version'], note: 'A test' };
  const { status, body: answer } = await hub.ask('POST', `${address}/publish`, { ...asOperator, body });
  if (status !== 200) throw new Error(JSON.stringify(answer));
}

describe('the explanation of a payment', () => {
  it('has the form that is published for it, and the decision that the payment keeps', async () => {
    const payment = await looked();
    const { status, body } = await explain(payment);
    expect(status).toBe(200);
    expect(bodyErrors('explanation', body)).toEqual([]);
    expect(body.decision).toEqual(payment.decision);
  });

  it('tells of every node of the flow, reached or not, what is compared there', async () => {
    const { nodes } = await explanationOf(await looked({ categories: ['gift-cards'], shopper: { country: 'DE' } }));
    expect(nodes.map(({ node }) => node)).toEqual(live('flow', 'rosmarino').nodes.map(({ id }) => id));
    const giftCards = { fact: 'categories', operator: 'contains', value: 'gift-cards', actual: ['gift-cards'] };
    expect(nodes).toContainEqual({
      ...{ node: 'gift-cards', type: 'condition', reached: true, exit: 'yes' },
      because: [{ ...giftCards, held: true }],
    });
    const italy = nodes.find(({ node }) => node === 'italy');
    expect(italy).toMatchObject({ reached: false, exit: 'no' });
    expect(italy?.because).toContainEqual({
      ...{ fact: 'country', operator: 'equal', value: 'IT', actual: 'DE' },
      held: false,
    });
  });

  it('tells of every method that was not shown why', async () => {
    const { decision, notShown } = await explanationOf(await looked({ categories: ['gift-cards'] }));
    expect(decision.offers.map(({ method }) => method)).toEqual(['card']);
    expect(notShown).toContainEqual({ method: 'paypal', why: 'not_offered', nodes: ['everybody'], providers: [] });
  });

  it('stays what it was when the flow and its providers change', async () => {
    const payment = await looked({ total: { amount: 1, currency: 'EUR' }, shopper: anItalian });
    const before = await explanationOf(payment);
    const [hindrance] = before.notShown.flatMap(({ providers }) => providers);
    expect(hindrance).toMatchObject({ why: 'limits', limits: expect.any(Array) });
    const flow = live('flow', 'rosmarino');
    await publish({
      ...flow,
      nodes: flow.nodes.filter(({ id }) => id === 'start' || id === 'everybody' || id === 'stop'),
      edges: [
        { id: 'a', source: 'start', target: 'everybody' },
        { id: 'b', source: 'everybody', target: 'stop' },
      ],
      tests: [],
    });
    await publish({ ...live('provider', hindrance?.provider ?? ''), enabled: false });
    expect(await explanationOf(payment)).toEqual(before);
    const after = await explanationOf(await looked({ shopper: anItalian }));
    expect(after.decision.revision).toBe(before.decision.revision + 1);
    expect(after.nodes).toHaveLength(3);
  });
});

describe('there is no explanation', () => {
  it('of a payment that nobody has looked at, nor of one that does not exist', async () => {
    const problem = async (id: string) => (await explain<{ type: string }>({ id })).body.type.split('/').at(-1);
    expect(await problem((await hub.order()).id)).toBe('not-decided');
    expect(await problem('pay_nobody')).toBe('payment-not-found');
  });
});
