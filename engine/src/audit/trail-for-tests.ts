import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { openStore, type Store } from '../store/index.ts';
import { Audit, type AuditEntry } from './index.ts';
import { auditModels, type AuditModels } from './model.ts';

const log = pino({ level: 'silent' });
const masterKey = Buffer.alloc(32, 7);
export const noon = new Date('2026-11-23T11:00:00Z');

/** A store of its own, and as many nodes over it as a test wants. */
export interface TestTrail {
  store: Store;
  models: AuditModels;
  /** The rows as they lie in the store, for attacks. */
  rows: ReturnType<typeof rowsOf>;
  node: (key?: Buffer) => Audit;
  empty(): Promise<void>;
  close(): Promise<void>;
}

const rowsOf = ({ rows }: AuditModels) => rows.db.collection<Record<string, unknown> & { _id: string }>('audit');

export async function openTrail(): Promise<TestTrail> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pih-audit-'));
  const store = await openStore({ folder, durable: false });
  const models = auditModels(store.connection);
  const node = (key: Buffer = masterKey) =>
    new Audit({ connection: store.connection, masterKey: key, now: () => noon, log });
  await node().prepare();
  return {
    ...{ store, models, node },
    rows: rowsOf(models),
    async empty() {
      await Promise.all([models.rows.deleteMany({}), models.anchor.deleteMany({})]);
      await node().prepare();
    },
    async close() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Something that Giulia did, but for what the test is about. */
export const anEntry = (about: Partial<AuditEntry> = {}): AuditEntry => ({
  at: noon,
  actor: { type: 'operator', id: 'opr_giulia', name: 'Giulia Neri' },
  action: 'refund.requested',
  target: { kind: 'payment', id: 'pay_1', label: 'ORDER-1' },
  ...about,
});
