import type { Server } from 'node:http';
import type Koa from 'koa';
import type { Logger } from 'pino';
import { createAccess, type Access } from './access/index.ts';
import { Audit } from './audit/index.ts';
import type { Clock } from './clock.ts';
import { createBackOffice } from './composition/back-office.ts';
import { createConfiguration } from './composition/configuration.ts';
import { createMoney } from './composition/money.ts';
import { actionsOf, createServing } from './composition/serving.ts';
import {
  configRoutes,
  logoRoutes,
  releaseRoutes,
  schemaRoutes,
  secretRoutes,
  secretsNamedIn,
  transferRoutes,
  vocabularyRoutes,
  type Documents,
  type LiveDocuments,
  type Secrets,
} from './config/index.ts';
import type { Invoices } from './documents/index.ts';
import type { Files } from './files/index.ts';
import {
  healthRoutes,
  markRoutes,
  openApiRoutes,
  pageRoutes,
  problemTypeRoutes,
  type HubRouter,
  type HubState,
  type Pages,
  type RateLimits,
} from './http/index.ts';
import type { Jobs } from './jobs/index.ts';
import type { Messaging, SmtpServer } from './messaging/index.ts';
import { backlogOf, createMetrics, metricsRoutes } from './metrics/index.ts';
import {
  canaryFigures,
  checkoutPreviewRoutes,
  checkoutRoutes,
  decisionRoutes,
  isTried,
  paymentRoutes,
  scopeFactsStored,
  webhookRoutes,
  type ActionApprovals,
  type Effects,
  type PaymentDependencies,
} from './payments/index.ts';
import { startRealtime } from './realtime/index.ts';
import type { Store } from './store/index.ts';
import { BackTests, backTestModels, trialRoutes } from './trials/index.ts';
import { Turns } from './turns.ts';

export interface AppOptions {
  store: Store;
  log: Logger;
  now: Clock;
  /** What signatures of calls to others are dated by, where the hub's own clock shows the past. */
  callsAt?: Clock;
  masterKey: Buffer;
  /** Secrets that the environment gives win over stored ones. */
  env: Record<string, string | undefined>;
  publicUrl: string;
  isProduction: boolean;
  trustProxy: boolean;
  rateLimits: RateLimits;
  /** Whether the engine is about to stop: it still answers, but nobody should send it more. */
  isStopping: () => boolean;
  /** Where the simulators answer; asked late, because they start after the engine listens. */
  sandboxUrl: () => string | undefined;
  /** Where mail is handed over; without one it stays in the local outbox. */
  smtp?: SmtpServer;
  /** Addresses outside the public internet that provider documents may name. */
  allowedAddresses?: readonly string[];
  pages: Pages;
  /** The page that shows the description of the API. */
  docsFolder: string;
  /** More routes, such as those of the demo shop beside the simulators. */
  moreRoutes?: readonly HubRouter[];
}

export interface App {
  koa: Koa<HubState>;
  routers: readonly HubRouter[];
  access: Access;
  documents: Documents;
  live: LiveDocuments;
  secrets: Secrets;
  payments: PaymentDependencies;
  /** What follows from the events of payments. */
  effects: Effects;
  /** What shoppers and operators are written. */
  messaging: Messaging;
  /** Bulk actions and exports, done in the background. */
  jobs: Jobs;
  /** Who did what, and from where. */
  audit: Audit;
  /** Actions on payments that need a second person. */
  approvals: ActionApprovals;
  /** Flows that are run over past payments. */
  backTests: BackTests;
  files: Files;
  /** Invoices of payments and credit notes of refunds. */
  invoices: Invoices;
  /** Makes the indexes that promises rest on. */
  prepare(): Promise<void>;
  /** Opens the live connection of operators on a listening server. */
  attach(http: Server): { close(): Promise<void> };
}

/** The composition root: the only place that knows every room, with `composition/` for each part of the house. */
export function createApp(options: AppOptions): App {
  const { store, log, now, publicUrl, isProduction, masterKey } = options;
  const { connection } = store;
  const routers: HubRouter[] = [];
  const actions = () => actionsOf(routers);
  const audit = new Audit({ connection, masterKey, now, log });
  // Roles, settings and who holds them are looked at together and written apart: nobody is to be the last by two changes at once.
  const constitution = new Turns('constitution', connection, now);
  const { live, documents, imports, secrets, ...configuration } = createConfiguration({
    ...{ store, log, now, masterKey, audit, constitution, actions },
    env: options.env,
    access: () => access,
    allowedAddresses: options.allowedAddresses,
  });
  const current = () => live.current;
  const access = createAccess({
    ...{ connection, now, masterKey, publicUrl, actions },
    roles: () => live.current.all('role').map(({ document }) => document),
    storedFacts: scopeFactsStored,
    secureCookies: publicUrl.startsWith('https:'),
    settings: () => live.current.settings,
    refresh: () => live.refresh(),
    inTurn: (work) => constitution.take(work),
    sendMail: (mail) => messaging.messages.account(mail),
    linksAreMailed: options.smtp !== undefined,
    audit: () => audit,
    failed: (error) => log.error({ err: error }, 'work beside an answer failed'),
    environment: isProduction ? 'live' : 'sandbox',
  });
  for (const each of access.untold) audit.follow(each);
  live.onChange(() => access.rolesChanged());

  const callsOut = () => {
    const sandboxUrl = options.sandboxUrl();
    return {
      secret: (name: string) => secrets.read(name),
      ...(sandboxUrl && { sandboxUrl }),
      ...(options.allowedAddresses && { allowedAddresses: options.allowedAddresses }),
      now: options.callsAt ?? now,
    };
  };
  const metrics = createMetrics({
    reconciler: () => backlogOf(connection, 'askAgainAt', now()),
    effects: () => backlogOf(connection, 'effectsDueAt', now()),
    storeBytes: () => store.size(),
  });
  const { payments, repository, effects, changes, ...money } = createMoney({
    ...{ connection, log, now, live, documents, metrics, publicUrl, callsOut },
    lookElsewhere: async (text) => [(await invoices.paymentOf(text)) ?? []].flat(),
  });
  const { approvals, files, invoices, messaging, jobs, ...backOffice } = createBackOffice({
    ...{ connection, payments, effects, access, audit, callsOut, now, log, live: current, smtp: options.smtp },
  });
  const trialModels = backTestModels(connection);
  const backTests = new BackTests({ models: trialModels, payments: repository, documents, live: current, now, log });

  routers.push(
    access.routes,
    ...backOffice.routers,
    paymentRoutes(payments, approvals),
    decisionRoutes(payments, documents),
    trialRoutes({ payments: repository, live: current, now }, backTests),
    configRoutes(documents),
    releaseRoutes(documents, async (kind, { release, guard }) =>
      isTried(kind)
        ? canaryFigures(payments, { kind, release, ...(guard && { matureMinutes: guard.matureMinutes }) })
        : undefined,
    ),
    transferRoutes(imports, current),
    secretRoutes(secrets, () => secretsNamedIn(live.current)),
    vocabularyRoutes(current),
    schemaRoutes(),
    checkoutRoutes(payments),
    checkoutPreviewRoutes(payments),
    webhookRoutes(payments),
    logoRoutes(current, payments.checkoutOf),
    markRoutes(),
    problemTypeRoutes(),
    openApiRoutes(() => routers, options.docsFolder),
    healthRoutes({
      store: async () => void (await connection.db?.admin().ping()),
      configuration: () => (live.current.all('role').length > 0 ? undefined : 'has not been read'),
      engine: () => (options.isStopping() ? 'is stopping' : undefined),
    }),
    metricsRoutes(metrics),
    ...(options.moreRoutes ?? []),
    pageRoutes(options.pages),
  );

  return {
    koa: createServing({
      ...{ log, now, metrics, access, publicUrl, routers },
      trustProxy: options.trustProxy,
      rateLimits: options.rateLimits,
    }),
    ...{ routers, access, documents, live, secrets, payments, effects, backTests, files, invoices, messaging },
    ...{ jobs, audit, approvals },
    async prepare() {
      await Promise.all(Object.values(trialModels).map((model) => model.createIndexes()));
      await Promise.all([configuration.prepare(), money.prepare(), backOffice.prepare(), access.indexesReady()]);
      await live.refresh();
      await documents.fileRest();
    },
    attach: (http) => {
      const { identifySocket: identify, followStanding } = access;
      return startRealtime(http, { changes, live, jobs, identify, followStanding, publicUrl, log });
    },
  };
}
