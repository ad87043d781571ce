import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Schema, type Connection } from 'mongoose';
import type { Access } from './access/index.ts';
import type { Clock } from './clock.ts';
import { readSeeds, type Documents } from './config/index.ts';
import { WrongEnvironment, type Environment } from './environment.ts';

/** Whose installation this is; written last, so that a first start that broke off is done again. */
interface Installation {
  _id: 'installation';
  organisation: 'demo' | 'own';
  startedAt: Date;
}

const installationSchema = new Schema<Installation>(
  { _id: String, organisation: String, startedAt: Date },
  { collection: 'installation', versionKey: false, id: false },
);

interface DemoPeople {
  operators: { name: string; email: string; password: string; roles: string[] }[];
  apiKeys: { name: string; roles: string[]; key: `pihk_${string}` }[];
}

/** The demo logins and keys, which exist beside simulators only. */
export const readDemoPeople = async (seedsFolder: string): Promise<DemoPeople> =>
  JSON.parse(await readFile(path.join(seedsFolder, 'demo', 'people.json'), 'utf8')) as DemoPeople;

export interface FirstStartDependencies {
  connection: Connection;
  documents: Documents;
  access: Access;
  refresh: () => Promise<void>;
  environment: Pick<Environment, 'isProduction' | 'admin'>;
  seedsFolder: string;
  now: Clock;
}

const system = { type: 'system', name: 'first start' } as const;
const takenAlready = (error: unknown): void => {
  if ((error as { type?: unknown }).type !== 'email-taken') throw error;
};

async function settleDemo({ access, seedsFolder }: FirstStartDependencies): Promise<void> {
  const { operators, apiKeys } = await readDemoPeople(seedsFolder);
  for (const operator of operators) await access.createOperator(operator).catch(takenAlready);
  for (const { key, ...rest } of apiKeys) await access.createApiKey(rest, key);
}

async function settleOwn({ access, environment: { admin } }: FirstStartDependencies): Promise<void> {
  if (!admin)
    throw new WrongEnvironment(
      'ADMIN_EMAIL and ADMIN_PASSWORD are missing. A new installation needs its first operator.',
    );
  if (admin.password.length < 12) throw new WrongEnvironment('ADMIN_PASSWORD must have 12 characters or more.');
  await access.createOperator({ name: 'Administrator', ...admin, roles: ['administrator'] }).catch(takenAlready);
}

/**
 * Fills a new installation: the documents every one needs, and outside production the demo organisation with its people.
 * @throws WrongEnvironment in production over the demo organisation, whose logins everybody knows
 */
export async function firstStart(deps: FirstStartDependencies): Promise<void> {
  const { connection, documents, environment, seedsFolder, now } = deps;
  const installations = connection.model<Installation>('Installation', installationSchema);
  const found = await installations.findById('installation').lean();
  const organisation = environment.isProduction ? 'own' : 'demo';
  if (found?.organisation === 'demo' && environment.isProduction) {
    throw new WrongEnvironment(
      'This database holds the demo organisation, whose logins are public. Use an empty one in production.',
    );
  }
  if (found) return;
  const folders = [
    path.join(seedsFolder, 'base'),
    ...(organisation === 'demo' ? [path.join(seedsFolder, 'demo')] : []),
  ];
  for (const document of await readSeeds(folders)) await documents.seed(document, system);
  await deps.refresh();
  await (organisation === 'demo' ? settleDemo(deps) : settleOwn(deps));
  await installations.updateOne(
    { _id: 'installation' },
    { $setOnInsert: { organisation, startedAt: now() } },
    { upsert: true },
  );
}
