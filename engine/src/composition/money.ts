import { randomBytes } from 'node:crypto';
import type { Flow, Provider } from '@pih/schemas';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { keptRevisions, type Documents, type LiveDocuments } from '../config/index.ts';
import { hearingProviders, type Metrics } from '../metrics/index.ts';
import {
  ChangeFeed,
  Effects,
  lateMoney,
  Past,
  paymentModel,
  PaymentRepository,
  WebhookLog,
  webhookModel,
  type PaymentDependencies,
} from '../payments/index.ts';
import { createConnector, type Connector, type ConnectorDeps } from '../providers/index.ts';
import { compileFlow, type CompiledFlow } from '../rules/index.ts';

export interface MoneyOptions {
  connection: Connection;
  log: Logger;
  now: Clock;
  live: LiveDocuments;
  documents: Documents;
  metrics: Metrics;
  publicUrl: string;
  /** What calls of providers need, as it is at the moment. */
  callsOut: () => ConnectorDeps;
  /** The payment that a text outside the payments names, such as the number of an invoice. */
  lookElsewhere: (text: string) => Promise<readonly string[]>;
}

/** Payments, and what follows from their events. */
export interface MoneyRoom {
  payments: PaymentDependencies;
  repository: PaymentRepository;
  effects: Effects;
  changes: ChangeFeed;
  /** Makes the indexes that promises rest on. */
  prepare(): Promise<void>;
}

export function createMoney(options: MoneyOptions): MoneyRoom {
  const { connection, log, now, live, documents, metrics, publicUrl, callsOut, lookElsewhere } = options;
  const model = paymentModel(connection);
  // What follows from events registers here: effects.register({ name, startsWith, handle }).
  const effects = new Effects(model, new Past(connection, model), now, log);
  const repository = new PaymentRepository(model, now, log, effects);
  repository.onChange(({ method, provider }, events) => {
    for (const { type } of events) metrics.paymentEvent({ type, method, provider });
  });
  const changes = new ChangeFeed(repository, now, log);
  const connectorOf = madeOnce<Provider, Connector>((provider) =>
    createConnector(provider, { ...callsOut(), ...hearingProviders(log, metrics) }),
  );
  const payments: PaymentDependencies = {
    ...{ changes, now, log, publicUrl, lookElsewhere, payments: repository },
    webhookLog: new WebhookLog(webhookModel(connection), now, log),
    live: () => live.current,
    connector: async (provider) => connectorOf(provider),
    compiled: madeOnce<Flow, CompiledFlow>(compileFlow),
    checkoutOf: keptRevisions(documents, 'checkout'),
    endCanary: (canary) => documents.endCanary(canary),
    newToken: () => randomBytes(32).toString('base64url'),
  };
  effects.register(lateMoney(payments));
  return {
    ...{ payments, repository, effects, changes },
    async prepare() {
      await model.createIndexes();
      await Promise.all([payments.webhookLog.prepare(), repository.upgrade()]);
    },
  };
}

/** Keeps what is made from a document for as long as its revision is live. */
function madeOnce<Document extends { id: string }, Made>(
  make: (document: Document) => Made,
): (document: Document) => Made {
  const made = new WeakMap<Document, Made>();
  return (document) => {
    const known = made.get(document) ?? make(document);
    made.set(document, known);
    return known;
  };
}
