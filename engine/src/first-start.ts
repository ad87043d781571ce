import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Access } from './access/index.ts';
import type { Clock } from './clock.ts';
import { readSeeds, type Documents } from './config/index.ts';
import { WrongEnvironment, type Environment } from './environment.ts';
import type { Installation, Installations } from './installation.ts';

/** The logins, keys and invitations of the demo organisation. */
export interface DemoPeople {
  operators: { name: string; email: string; password: string; roles: string[]; isDisabled?: true }[];
  apiKeys: { name: string; roles: string[]; key: `pihk_${string}` }[];
  /** People who were asked and have not come yet, each by the e-mail of an operator. */
  invitations: { email: string; name: string; roles: string[]; language: 'en' | 'it'; invitedBy: string }[];
}

/** The demo logins and keys, which exist beside simulators only. */
export const readDemoPeople = async (seedsFolder: string): Promise<DemoPeople> =>
  JSON.parse(await readFile(path.join(seedsFolder, 'demo', 'people.json'), 'utf8')) as DemoPeople;

export interface FirstStartDependencies {
  installations: Installations;
  documents: Documents;
  access: Access;
  refresh: () => Promise<void>;
  environment: Pick<Environment, 'isProduction' | 'admin'>;
  seedsFolder: string;
  now: Clock;
  /** Whether the past of the demo organisation tells of its invitations; they would be too old otherwise. */
  invitesLater?: boolean;
}

const system = { type: 'system', name: 'first start' } as const;
/** A first start that broke off has done some of it. */
const doneAlready = (error: unknown): undefined => {
  const { type } = error as { type?: unknown };
  if (type !== 'email-taken' && type !== 'already-invited') throw error;
  return undefined;
};

async function settleDemo({ access, seedsFolder, invitesLater }: FirstStartDependencies): Promise<void> {
  const people = await readDemoPeople(seedsFolder);
  const { operators, apiKeys } = people;
  for (const { isDisabled, ...operator } of operators) {
    const made = await access.createOperator({ ...operator, isDemo: true }).catch(doneAlready);
    if (made && isDisabled) await access.disableOperator(made.id);
  }
  for (const { key, ...rest } of apiKeys) await access.createApiKey(rest, key);
  if (!invitesLater) await inviteDemoPeople(access, people);
}

/** Asks those to join whom the demo organisation waits for. */
export async function inviteDemoPeople(access: Access, { invitations }: DemoPeople): Promise<void> {
  for (const { invitedBy, ...invitation } of invitations)
    await access.inviteAs(invitedBy, invitation).catch(doneAlready);
}

async function settleOwn({ access, environment: { admin } }: FirstStartDependencies): Promise<void> {
  if (!admin)
    throw new WrongEnvironment(
      'ADMIN_EMAIL and ADMIN_PASSWORD are missing. A new installation needs its first operator.',
    );
  if (admin.password.length < 12) throw new WrongEnvironment('ADMIN_PASSWORD must have 12 characters or more.');
  await access.createOperator({ name: 'Administrator', ...admin, roles: ['administrator'] }).catch(doneAlready);
}

/**
 * What this installation is, and what its first start has still to do.
 * @param past what the demo organisation is to begin with; nothing when absent
 * @throws WrongEnvironment in production over the demo organisation, whose logins everybody knows
 */
export async function beginInstallation(
  installations: Installations,
  { isProduction }: Pick<Environment, 'isProduction'>,
  past?: Installation['past'],
): Promise<Installation> {
  const found = await installations.found();
  if (found?.organisation === 'demo' && isProduction) {
    throw new WrongEnvironment(
      'This database holds the demo organisation, whose logins are public. Use an empty one in production.',
    );
  }
  if (found) return found;
  if (isProduction) return installations.begin({ organisation: 'own' });
  return installations.begin({ organisation: 'demo', ...(past && { past }) });
}

/**
 * Fills a new installation: the documents every one needs, and outside production the demo organisation with its people.
 * @throws WrongEnvironment in production without a first operator
 */
export async function firstStart(deps: FirstStartDependencies): Promise<void> {
  const { installations, documents, environment, seedsFolder, now } = deps;
  const organisation = environment.isProduction ? 'own' : 'demo';
  const folders = [
    path.join(seedsFolder, 'base'),
    ...(organisation === 'demo' ? [path.join(seedsFolder, 'demo')] : []),
  ];
  for (const document of await readSeeds(folders)) await documents.seed(document, system);
  await deps.refresh();
  await (organisation === 'demo' ? settleDemo(deps) : settleOwn(deps));
  await installations.started(now());
}
