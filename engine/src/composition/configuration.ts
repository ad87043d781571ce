import type { Audit } from '../audit/index.ts';
import type { Clock } from '../clock.ts';
import {
  Commits,
  configModels,
  createSecrets,
  Documents,
  Imports,
  LiveDocuments,
  versionsOf,
  type Secrets,
} from '../config/index.ts';
import { keepFromLog } from '../redaction/index.ts';
import type { Store } from '../store/index.ts';
import type { Turns } from '../turns.ts';
import type { Logger } from 'pino';
import { createGates, type GateOptions } from './gates.ts';

export interface ConfigurationOptions extends Omit<GateOptions, 'secret'> {
  store: Store;
  log: Logger;
  now: Clock;
  masterKey: Buffer;
  /** Secrets that the environment gives win over stored ones. */
  env: Record<string, string | undefined>;
  audit: Audit;
  /** One change at a time of what says who may do what. */
  constitution: Turns;
}

/** Documents, their life, and the secrets that they name. */
export interface Configuration {
  live: LiveDocuments;
  documents: Documents;
  imports: Imports;
  secrets: Secrets;
  /** Makes the indexes that promises rest on. */
  prepare(): Promise<void>;
}

export function createConfiguration(options: ConfigurationOptions): Configuration {
  const { store, log, now, audit, constitution } = options;
  const models = configModels(store.connection);
  const tell = audit.ofDocuments((told) => versionsOf(models, told));
  const commits = new Commits(models, now, tell);
  const live = new LiveDocuments(models, log, () => commits.settle());
  const secrets = keptFromLog(
    createSecrets(models, options.masterKey, options.env, now, {
      note: (name, actor) =>
        audit.note({ at: now(), actor, action: 'secret.written', target: { kind: 'secret', id: name, label: name } }),
      told: (name) => audit.tell(models.secrets, name),
    }),
  );
  audit.follow(models.secrets);
  const gates = createGates({ ...options, secret: (name) => secrets.read(name) });
  const current = () => live.current;
  const refresh = () => live.refresh();
  const documents = new Documents({
    ...{ models, now, log, tell, refresh, ...gates },
    live: current,
    settle: (head) => commits.settled(head),
    around: (kind, work) => (kind === 'role' || kind === 'settings' ? constitution.take(work) : work()),
  });
  const imports = new Imports({
    ...{ commits, refresh, gate: gates.gate },
    live: current,
    needs: async (change) => (await documents.approvalsNeeded({ ...change, how: 'publish' })).needs,
    around: (work) => constitution.take(work),
  });
  return {
    ...{ live, documents, imports, secrets },
    prepare: async () => void (await Promise.all(Object.values(models).map((model) => model.createIndexes()))),
  };
}

/** The same secrets, and the log shows none that went through here. */
function keptFromLog(secrets: Secrets): Secrets {
  return {
    ...secrets,
    async read(name) {
      const value = await secrets.read(name);
      keepFromLog(value);
      return value;
    },
    async write(name, value, by) {
      keepFromLog(value);
      await secrets.write(name, value, by);
    },
  };
}
