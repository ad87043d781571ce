import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { PaymentDependencies } from './dependencies.ts';
import { expireDue, reconcile } from './keep-asking.ts';

export interface Schedule {
  stop(): Promise<void>;
}

/** Runs what has no caller: asking providers again, and ending what nobody paid. Several nodes share the work by locks. */
export async function startSchedule(deps: PaymentDependencies, uri: string): Promise<Schedule> {
  const agenda = new Agenda({
    backend: new MongoBackend({ address: uri, collection: 'jobs' }),
    processEvery: '5 seconds',
    defaultLockLifetime: 120_000,
  });
  agenda.on('error', (error: unknown) => deps.log.error({ err: error }, 'the schedule failed'));
  agenda.define('payments.reconcile', async () => void (await reconcile(deps)), { concurrency: 1 });
  agenda.define('payments.expire', async () => void (await expireDue(deps)), { concurrency: 1 });
  await agenda.start();
  await agenda.every('15 seconds', 'payments.reconcile');
  await agenda.every('15 seconds', 'payments.expire');
  return {
    async stop() {
      await agenda.stop();
    },
  };
}
