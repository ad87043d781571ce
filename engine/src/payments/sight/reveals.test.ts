import type { AuditList, Payment, PaymentList, Reveal } from '@pih/schemas';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anItalian, startTestHub, type Ask, type TestHub } from '../../hub-for-tests.ts';

let hub: TestHub;
/** Two auditors, to whom all personal data are masked, and two payments. */
let people: { ask: Ask; name: string }[];
let payments: Payment[];
beforeAll(async () => {
  hub = await startTestHub();
  people = await Promise.all(
    ['one auditor', 'another auditor'].map(async (name) => ({
      name,
      ask: { key: (await hub.app.access.createApiKey({ name, roles: ['auditor'] })).key },
    })),
  );
  payments = await Promise.all([1, 2].map(() => hub.order({ shopper: anItalian })));
}, 60_000);
afterAll(() => hub.stop());

const minute = 60_000;
const lastsMs = 15 * minute;

/** What may happen, by the numbers of person and payment. */
type Step =
  | { do: 'reveal'; person: number; payment: number; reason: string }
  | { do: 'wait'; ms: number }
  | { do: 'look'; person: number; payment: number };

const pick = fc.nat({ max: 1 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('reveal' as const),
      person: pick,
      payment: pick,
      reason: fc.constantFrom('A chargeback is disputed', 'The shopper asks on the phone', '=HYPERLINK("x")'),
    }),
    // Around the end of a reveal, and far from it.
    fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(minute, 7 * minute, lastsMs - minute, lastsMs) }),
    fc.record({ do: fc.constant('look' as const), person: pick, payment: pick }),
  ),
  { minLength: 4, maxLength: 8 },
);

const isShown = (text: string): boolean => /Bianchi|anna@example|555 0100|Via Roma/i.test(text);

/** Everything that somebody can read about a payment. */
async function readBy(person: number, payment: number): Promise<{ details: string; list: string }> {
  const [{ ask } = { ask: {} }, { id } = { id: '' }] = [people[person], payments[payment]];
  const details = await hub.ask<Payment>('GET', `/v1/payments/${id}`, ask);
  const list = await hub.ask<PaymentList>('GET', `/v1/payments?search=${id}`, ask);
  expect([details.status, list.status, list.body.data.length]).toEqual([200, 200, 1]);
  return { details: JSON.stringify(details.body), list: JSON.stringify(list.body) };
}

async function reveal({ person, payment, reason }: Extract<Step, { do: 'reveal' }>): Promise<void> {
  const path = `/v1/payments/${payments[payment]?.id ?? ''}/reveals`;
  const { status, body } = await hub.ask<Reveal>('POST', path, { ...people[person]?.ask, body: { reason } });
  expect(status).toBe(201);
  await hub.app.effects.idle();
  const key = await hub.keyWith('administrator');
  const query = `action=personal_data.revealed&payment=${payments[payment]?.id ?? ''}&limit=1`;
  const [row] = (await hub.ask<AuditList>('GET', `/v1/audit?${query}`, { key })).body.data;
  expect(row).toMatchObject({ actor: { name: people[person]?.name }, reason, after: { until: body.until } });
}

it('shows one payment to one person until it ends, whoever reveals and waits in whatever order, and keeps each reason', async () => {
  let now = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      // What earlier stories have revealed is over.
      hub.advance(lastsMs);
      const until = new Map<string, number>();
      const named = ({ person, payment }: { person: number; payment: number }) => `${person} ${payment}`;
      for (const step of story) {
        if (step.do === 'wait') {
          hub.advance(step.ms);
          now += step.ms;
        } else if (step.do === 'reveal') {
          await reveal(step);
          until.set(named(step), now + lastsMs);
        } else {
          const { details, list } = await readBy(step.person, step.payment);
          expect(isShown(details)).toBe((until.get(named(step)) ?? 0) > now);
          expect(isShown(list)).toBe(false);
        }
      }
      for (const person of [0, 1])
        for (const payment of [0, 1])
          expect(isShown((await readBy(person, payment)).details)).toBe(
            (until.get(named({ person, payment })) ?? 0) > now,
          );
    }),
    { numRuns: 6, seed: 20_261_123, endOnFailure: true },
  );
}, 60_000);
