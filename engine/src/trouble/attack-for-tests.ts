import type { AnyDocument, Flow, Payment, Provider } from '@pih/schemas';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import type { CallTrouble, Sandbox, Scenario } from '../../sandbox/index.ts';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { reconcile } from '../payments/index.ts';
import { allSums, attacked, type Asked, type Attacked, type Sums } from './attacked-providers-for-tests.ts';

/** Whatever can happen to a call, and whether the provider did what it was asked. */
export const troubles: readonly (readonly [what: string, CallTrouble])[] = [
  ['the connection is reset before anything happens', { kind: 'reset' }],
  ['the provider is down', { kind: 'fail' }],
  ['the connection breaks although it was done', { kind: 'lose-answer' }],
  ['the answer breaks off in the middle', { kind: 'lose-answer', at: 'middle' }],
  ['the answer comes too late', { kind: 'answer-late', ms: 3_600_000 }],
  ['the answer comes a byte at a time', { kind: 'dribble', everyMs: 60_000 }],
  ['the answer is a web page', { kind: 'wrong-type' }],
  ['the answer is half of its JSON', { kind: 'cut-json' }],
  ['the answer is far too large', { kind: 'huge' }],
];

/** Seconds; a patient hub would make patient tests. A call that is well is answered much sooner. */
const timeout = 0.7;
const timeouts = {
  create: timeout,
  lookUp: timeout,
  capture: timeout,
  cancel: timeout,
  refund: timeout,
  lookUpRefund: timeout,
};

/** Publishes a changed document, as an operator does. */
export async function publish<Document extends AnyDocument>(
  { app }: TestHub,
  kind: Document['kind'],
  id: string,
  change: (document: Document) => Document,
): Promise<void> {
  const by = { type: 'system', name: 'a test' } as const;
  const { published, draft } = await app.documents.read(kind, id);
  const changed = change(structuredClone(published?.document) as Document) as unknown as Record<string, unknown>;
  const { version } = await app.documents.saveDraft(kind, id, changed, draft?.version ?? 0, by);
  await app.documents.publish(kind, id, version, 'for a test', by);
}

/** Has cards go to these providers, in this order. */
export const offer = (hub: TestHub, ...providers: Attacked['id'][]): Promise<void> =>
  publish<Flow>(hub, 'flow', 'rosmarino', (flow) => ({
    ...flow,
    tests: [],
    nodes: flow.nodes.map((node) => {
      if (node.type !== 'offer') return node;
      const methods = node.data.methods.map((each) => (each.method === 'card' ? { ...each, providers } : each));
      return { ...node, data: { methods } };
    }),
  }));

export interface Attack {
  readonly hub: TestHub;
  readonly sandbox: Sandbox;
  /** Does something while a provider's calls of one kind go wrong, every time, and no webhook arrives. */
  under<Result>(provider: Attacked, asked: Asked, trouble: CallTrouble, work: () => Promise<Result>): Promise<Result>;
  /** Does something while a scenario plays. */
  during<Result>(scenario: Scenario, work: () => Promise<Result>): Promise<Result>;
  /** Lets time pass, the schedule at work, until a payment is in a state: what the hub finds out by itself. */
  findsOut(id: string, state: Payment['state']): Promise<Payment>;
  /** What happened on the books of all providers since the test began. */
  books(): Sums;
  /** Whether a provider took money since the test began. */
  tookMoney(provider: Attacked['id']): boolean;
}

/**
 * A hub for the tests of one file, with a shopper who pays by card at whichever simulator the test offers. Its providers
 * are given up soon, and their breakers stay out of the way.
 */
export async function attack(): Promise<Attack> {
  const hub = await startTestHub();
  const { sandbox } = hub;
  if (!sandbox) throw new Error('There are no simulators to attack.');
  for (const { id } of attacked)
    await publish<Provider>(hub, 'provider', id, (document) => ({
      ...document,
      methods: [
        ...document.methods.filter(({ method }) => method !== 'card'),
        { method: 'card', title: { en: 'Card' }, mark: { color: '#000000' } },
      ],
      resilience: { timeouts, breaker: { failures: 1000 } },
    }));

  let before: ReadonlyMap<string, Sums>;
  const snapshot = () => new Map(attacked.map(({ id, sums }) => [id as string, sums(sandbox)]));
  let all: Sums;
  beforeEach(() => {
    before = snapshot();
    all = allSums(sandbox);
  });
  afterEach(() => sandbox.play());
  afterAll(() => hub.stop());

  const during: Attack['during'] = async (scenario, work) => {
    sandbox.play(scenario);
    const result = await work();
    expect(sandbox.played().calls, 'the trouble came to pass').not.toContain(0);
    sandbox.play();
    return result;
  };

  return {
    hub,
    sandbox,
    during,
    under: ({ id, calls }, asked, trouble, work) => {
      const call = calls[asked];
      if (!call) throw new Error(`${id} is not asked to ${asked}.`);
      return during({ calls: [{ simulator: id, ...call, do: trouble }], webhooks: [{ do: { kind: 'lose' } }] }, work);
    },
    async findsOut(id, state) {
      for (let round = 0; round < 5 && (await hub.payment(id)).state !== state; round++) {
        hub.advance(5 * 60_000);
        await reconcile(hub.app.payments);
      }
      const payment = await hub.payment(id);
      expect(payment.state).toBe(state);
      return payment;
    },
    books() {
      const now = allSums(sandbox);
      return {
        taken: now.taken - all.taken,
        held: now.held - all.held,
        givenBack: now.givenBack - all.givenBack,
      };
    },
    tookMoney: (id) => {
      const provider = attacked.find((each) => each.id === id);
      return provider !== undefined && provider.sums(sandbox).taken !== before.get(id)?.taken;
    },
  };
}
