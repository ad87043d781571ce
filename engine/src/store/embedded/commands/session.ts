import type { Command } from './command.ts';
import { maxDocumentBytes } from '../values/storable.ts';

/** MongoDB 7.0's wire version. From 25 on (8.0) drivers would send a `bulkWrite` command instead of insert, update and delete. */
const wireVersion = 21;
const name = 'embedded';

/** Introduces the store as a replica set of one: that is what drivers ask for before they use sessions and retryable writes. */
const hello: Command = {
  members: 'any', // a greeting makes offers (compression, authentication…); what the reply leaves out is declined
  run: (_request, store) => ({
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    secondary: false,
    setName: name,
    hosts: [`${name}:27017`],
    me: `${name}:27017`,
    primary: `${name}:27017`,
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: store.now(),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: wireVersion,
    readOnly: false,
    ok: 1,
  }),
};

const ping: Command = { members: [], run: () => ({ ok: 1 }) };

const buildInfo: Command = {
  members: [],
  run: () => ({
    version: '7.0.0',
    versionArray: [7, 0, 0, 0],
    modules: [],
    gitVersion: name,
    maxBsonObjectSize: maxDocumentBytes,
    ok: 1,
  }),
};

const endSessions: Command = {
  members: [],
  run({ body }, store) {
    const sessions = body['endSessions'];
    store.retries.end(Array.isArray(sessions) ? sessions : []);
    return { ok: 1 };
  },
};

export const sessionCommands: Record<string, Command> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping,
  buildInfo,
  buildinfo: buildInfo,
  endSessions,
};
