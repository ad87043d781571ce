import type { BackTest, BackTestChanges } from '@pih/schemas';
import type { StoredBackTest, StoredChange } from './model.ts';

type Stored = Omit<StoredBackTest, 'document'>;

/** How a back-test stands: one that waits or runs in an engine that has died was interrupted. */
export function stateOf({ state, leaseUntil }: Stored, now: Date): BackTest['state'] {
  const isUnderWay = state === 'queued' || state === 'running';
  return isUnderWay && leaseUntil <= now ? 'interrupted' : state;
}

/** What the API shows of a back-test. */
export function viewOf(test: Stored, now: Date): BackTest {
  const { _id: id, flow, revision, paymentsOf, askedBy, startedAt, endedAt, done, total, rate, listed, result } = test;
  const state = stateOf(test, now);
  const secondsLeft = Math.round(((total - done) / rate) * 60);
  return {
    ...{ id, flow, state, askedBy, done, total, rate, listed },
    ...(revision !== undefined && { revision }),
    ...(paymentsOf !== undefined && { paymentsOf }),
    from: test.from.toISOString(),
    to: test.to.toISOString(),
    askedAt: test.askedAt.toISOString(),
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(state === 'running' && rate > 0 && { secondsLeft }),
    ...(result && { result }),
  };
}

/** What is told of a changed payment beside what is kept of it; absent when it is gone. */
type Known = Pick<BackTestChanges['data'][number], 'reference' | 'total' | 'state'>;

export const changeView = (
  { payment, before, after, requirements, what, reproduced }: StoredChange,
  known: Known | undefined,
): BackTestChanges['data'][number] => ({ payment, ...known, before, after, requirements, what, reproduced });
