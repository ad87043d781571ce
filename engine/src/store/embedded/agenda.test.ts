import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore, type TestStore } from './store-for-tests.ts';

let store: TestStore;
let agendas: Agenda[];
beforeEach(async () => {
  store = await openTestStore();
  agendas = [];
});
afterEach(async () => {
  for (const agenda of agendas) await agenda.stop();
  await store.close();
});

/** The driver of agenda and the driver of mongoose are two releases of the same thing; agenda connects by URI. */
async function anAgenda(name: string): Promise<Agenda> {
  const agenda = new Agenda({
    backend: new MongoBackend({ address: `${store.server.uri.replace('/?', '/jobs?')}` }),
    name,
    processEvery: 50,
  });
  agendas.push(agenda);
  await agenda.ready;
  return agenda;
}

it('runs every job once although two instances work on the same queue', async () => {
  const ran: string[] = [];
  const all = 60;
  await new Promise<void>((done) => {
    void Promise.all([anAgenda('one'), anAgenda('two')]).then(async (both) => {
      for (const agenda of both) {
        agenda.define('charge', (job: { attrs: { data: unknown } }) => {
          ran.push(String((job.attrs.data as { id: string }).id));
          if (ran.length === all) done();
        });
      }
      for (let i = 0; i < all; i++) await both[0]?.now('charge', { id: `job ${i}` });
      for (const agenda of both) await agenda.start();
    });
  });
  expect(new Set(ran).size).toBe(all);
  expect(ran).toHaveLength(all);
});

it('keeps one recurring job however often it is scheduled, and tells about it', async () => {
  const agenda = await anAgenda('recurring');
  agenda.define('reconcile', () => undefined);
  await agenda.every('5 minutes', 'reconcile');
  await agenda.every('10 minutes', 'reconcile');
  const { jobs, total } = await agenda.queryJobs({ name: 'reconcile' });
  expect(total).toBe(1);
  expect(jobs[0]?.repeatInterval).toBe('10 minutes');
  expect(await agenda.cancel({ name: 'reconcile' })).toBe(1);
});
