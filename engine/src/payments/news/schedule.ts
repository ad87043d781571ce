import { once } from 'node:events';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { asJob } from '../../request-scope.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { guardCanaries } from '../canaries/index.ts';
import { expireDue, reconcile } from './keep-asking.ts';

export interface Schedule {
  /** Ends once the round that is under way is through, or after half a minute. */
  stop(): Promise<void>;
}

/**
 * How long the others wait for a node that died in the middle of a round. A round that takes longer does no harm: each payment
 * is leased by whoever asks about it.
 */
const lockMs = 2 * 60_000;

/** How long a round that is under way may take when the engine stops: as long as a slow provider answers. */
const lastRoundMs = 30_000;

/** Runs what has no caller: asking providers again, and ending what nobody paid. Several nodes share the work by locks. */
export async function startSchedule(deps: PaymentDependencies, uri: string): Promise<Schedule> {
  const backend = new MongoBackend({ address: uri, collection: 'jobs' });
  const agenda = new Agenda({ backend, processEvery: '5 seconds', defaultLockLifetime: lockMs });
  let running = 0;
  agenda.on('start', () => void running++);
  agenda.on('complete', () => void running--);
  agenda.on('error', (error: unknown) => deps.log.error({ err: error }, 'the schedule failed'));
  agenda.define('payments.reconcile', () => asJob(deps.now(), async () => void (await reconcile(deps))), {
    concurrency: 1,
  });
  agenda.define('payments.expire', () => asJob(deps.now(), async () => void (await expireDue(deps))), {
    concurrency: 1,
  });
  agenda.define('canaries.guard', () => asJob(deps.now(), async () => void (await guardCanaries(deps))), {
    concurrency: 1,
  });
  await agenda.start();
  await agenda.every('15 seconds', 'payments.reconcile');
  await agenda.every('15 seconds', 'payments.expire');
  await agenda.every('15 seconds', 'canaries.guard');
  return {
    async stop() {
      // Nothing begins any more, and other nodes may take what waited here. agenda.drain() would keep that locked.
      await agenda.stop(false);
      const enough = AbortSignal.timeout(lastRoundMs);
      try {
        while (running > 0) await once(agenda, 'complete', { signal: enough });
      } catch (error) {
        deps.log.warn({ err: error, running }, 'stopped in the middle of scheduled work');
      } finally {
        await backend.disconnect();
      }
    },
  };
}
