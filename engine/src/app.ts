import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import {
  brokenRule,
  isAdministered,
  toAdminister,
  type FieldError,
  type Flow,
  type Kind,
  type Provider,
  type Role,
} from '@pih/schemas';
import Koa from 'koa';
import type { Logger } from 'pino';
import { createAccess, type Access } from './access/index.ts';
import type { Clock } from './clock.ts';
import {
  Commits,
  configModels,
  configRoutes,
  createSecrets,
  Documents,
  Imports,
  keptRevisions,
  LiveDocuments,
  logoRoutes,
  releaseRoutes,
  schemaRoutes,
  secretRoutes,
  secretsNamedIn,
  transferRoutes,
  vocabularyRoutes,
  type DocumentDependencies,
  type Secrets,
  type Snapshot,
} from './config/index.ts';
import { givingWay } from './give-way.ts';
import {
  decisionOf,
  furtherOf,
  healthRoutes,
  limitedByAddress,
  limitedByCaller,
  limitedByCheckout,
  markRoutes,
  named,
  openApiRoutes,
  pageRoutes,
  permissionsPolicy,
  problems,
  problemTypeRoutes,
  refuseCardNumbersAround,
  securityHeaders,
  unstored,
  type HubRouter,
  type HubState,
  type Pages,
  type RateLimits,
} from './http/index.ts';
import { backlogOf, createMetrics, hearingProviders, metricsRoutes } from './metrics/index.ts';
import {
  canaryFigures,
  ChangeFeed,
  checkoutPreviewRoutes,
  checkoutRoutes,
  decisionRoutes,
  Effects,
  isTried,
  Past,
  lateMoney,
  paymentModel,
  PaymentRepository,
  paymentRoutes,
  webhookRoutes,
  type PaymentDependencies,
} from './payments/index.ts';
import { addressErrors, createConnector, mappingErrors, type Connector } from './providers/index.ts';
import { lockOutErrors } from './lock-out.ts';
import { keepFromLog } from './redaction/index.ts';
import { startRealtime } from './realtime/index.ts';
import { compileFlow, runTests, type CompiledFlow } from './rules/index.ts';
import type { Store } from './store/index.ts';
import { BackTests, backTestModels, trialRoutes } from './trials/index.ts';

export interface AppOptions {
  store: Store;
  log: Logger;
  now: Clock;
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
  /** Flows that are run over past payments. */
  backTests: BackTests;
  /** Makes the indexes that promises rest on. */
  prepare(): Promise<void>;
  /** Opens the live connection of operators on a listening server. */
  attach(http: Server): { close(): Promise<void> };
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

const meets = (pattern: string, action: string): boolean =>
  pattern === '*' || pattern === action || (pattern.endsWith('.*') && action.startsWith(pattern.slice(0, -1)));

/** What keeps a role from being published beyond its schema: actions that nothing asks for, promises that nobody keeps. */
function roleErrors({ grants, masked }: Role, actions: readonly string[]): FieldError[] {
  const unknown = grants.flatMap((grant, index) =>
    grant.actions.flatMap((action, at) =>
      actions.some((known) => meets(action, known))
        ? []
        : [brokenRule('unknown-action', `/grants/${index}/actions/${at}`, { action, actions: [...actions] }, action)],
    ),
  );
  const unkept = masked?.length ? [brokenRule('not-applied', '/masked', {}, masked)] : [];
  return [...unknown, ...unkept];
}

/** The composition root: the only place that knows every room. */
export function createApp(options: AppOptions): App {
  const { store, log, now, publicUrl, isProduction } = options;
  const models = configModels(store.connection);
  const commits = new Commits(models, now);
  const live = new LiveDocuments(models, log, () => commits.settle());
  const secrets = keptFromLog(createSecrets(models, options.masterKey, options.env, now));
  const current = () => live.current;

  const gate: DocumentDependencies['gate'] = async (kind, document, proposed) => {
    if (kind === 'flow') return runTests(document as Flow, undefined, givingWay());
    if (kind === 'role')
      return [...roleErrors(document as Role, actionsOf(routers)), ...(await lockOutErrors(access, proposed))];
    if (kind === 'settings') return lockOutErrors(access, proposed);
    if (kind !== 'provider') return [];
    return [
      ...(await mappingErrors(document as Provider, (name) => secrets.read(name))),
      ...addressErrors(document as Provider, options.allowedAddresses),
    ];
  };
  const documents = new Documents({
    models,
    now,
    log,
    live: current,
    refresh: () => live.refresh(),
    settle: (head) => commits.settled(head),
    gate,
    archiveGate,
    mayApprove: async (id, kind) => {
      const actions = ['config.approve', ...(isAdministered(kind) ? [toAdminister] : [])];
      return (await access.whoMay(actions)).some((operator) => operator.id === id);
    },
  });
  const imports = new Imports({
    commits,
    live: current,
    refresh: () => live.refresh(),
    needs: async (change) => (await documents.approvalsNeeded({ ...change, how: 'publish' })).needs,
    gate,
  });

  const routers: HubRouter[] = [];
  const access = createAccess({
    connection: store.connection,
    roles: () => live.current.all('role').map(({ document }) => document),
    now,
    secureCookies: publicUrl.startsWith('https:'),
    environment: isProduction ? 'live' : 'sandbox',
    actions: () => actionsOf(routers),
  });
  /** What the hub cannot do without, and roles that somebody still holds. */
  async function archiveGate(kind: Kind, id: string, left: Snapshot): Promise<FieldError[]> {
    if (kind === 'settings') return [brokenRule('needed', '', {})];
    if (kind !== 'role') return [];
    const holders = await access.holdersOf(id);
    if (!holders.length) return lockOutErrors(access, left);
    const [people, others] = [holders.slice(0, 5), holders.slice(5)];
    return [brokenRule('held', '', { people, more: others.length })];
  }
  live.onChange(() => access.rolesChanged());

  const connectorOf = madeOnce<Provider, Connector>((provider) => {
    const sandboxUrl = options.sandboxUrl();
    return createConnector(provider, {
      secret: (name) => secrets.read(name),
      ...(sandboxUrl && { sandboxUrl }),
      ...(options.allowedAddresses && { allowedAddresses: options.allowedAddresses }),
      now,
      ...hearingProviders(log, metrics),
    });
  });
  const metrics = createMetrics({
    reconciler: () => backlogOf(store.connection, 'askAgainAt', now()),
    effects: () => backlogOf(store.connection, 'effectsDueAt', now()),
    storeBytes: () => store.size(),
  });
  const compiledOf = madeOnce<Flow, CompiledFlow>(compileFlow);
  const model = paymentModel(store.connection);
  // What follows from events registers here: effects.register({ name, startsWith, handle }).
  const effects = new Effects(model, new Past(store.connection, model), now, log);
  const repository = new PaymentRepository(model, now, log, effects);
  repository.onChange(({ method, provider }, events) => {
    for (const { type } of events) metrics.paymentEvent({ type, method, provider });
  });
  const changes = new ChangeFeed(repository, now, log);
  const payments: PaymentDependencies = {
    payments: repository,
    changes,
    now,
    log,
    live: current,
    connector: async (provider) => connectorOf(provider),
    compiled: compiledOf,
    checkoutOf: keptRevisions(documents, 'checkout'),
    endCanary: (canary) => documents.endCanary(canary),
    publicUrl,
    newToken: () => randomBytes(32).toString('base64url'),
  };
  effects.register(lateMoney(payments));
  const trialModels = backTestModels(store.connection);
  const backTests = new BackTests({ models: trialModels, payments: repository, documents, live: current, now, log });

  routers.push(
    access.routes,
    paymentRoutes(payments),
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
      store: async () => void (await store.connection.db?.admin().ping()),
      configuration: () => (live.current.all('role').length > 0 ? undefined : 'has not been read'),
      engine: () => (options.isStopping() ? 'is stopping' : undefined),
    }),
    metricsRoutes(metrics),
    ...(options.moreRoutes ?? []),
    pageRoutes(options.pages),
  );

  const koa = new Koa<HubState>({
    proxy: options.trustProxy,
    // The last address is the one that the proxy in front has seen; whatever stands before it, the caller made up.
    ...(options.trustProxy && { maxIpsCount: 1 }),
  });
  koa.silent = true;
  koa.on('error', (error: NodeJS.ErrnoException) => {
    // A browser that leaves before the end is no fault of anybody's.
    const isLeaving =
      error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'EPIPE';
    log[isLeaving ? 'debug' : 'error']({ err: error }, 'a response failed');
  });
  koa.use(named(log, now, (answered) => metrics.answered(answered)));
  koa.use(securityHeaders(publicUrl.startsWith('https:')));
  koa.use(permissionsPolicy);
  koa.use(unstored);
  koa.use(problems(log));
  koa.use(limitedByAddress(options.rateLimits));
  koa.use(refuseCardNumbersAround);
  koa.use(access.identify);
  koa.use(limitedByCaller(options.rateLimits));
  koa.use(limitedByCheckout(options.rateLimits));
  for (const router of routers) koa.use(router.routes()).use(router.allowedMethods());

  return {
    koa,
    routers,
    access,
    documents,
    live,
    secrets,
    payments,
    effects,
    backTests,
    async prepare() {
      await Promise.all(
        [...Object.values(models), ...Object.values(trialModels), model].map((each) => each.createIndexes()),
      );
      await access.indexesReady();
      await live.refresh();
    },
    attach: (http) => startRealtime(http, { changes, live, identify: access.identifySocket, publicUrl, log }),
  };
}

/** Every action that some route asks for. */
function actionsOf(routers: readonly HubRouter[]): string[] {
  const asked = routers.flatMap(({ stack }) =>
    stack.flatMap((layer) => layer.stack.flatMap((middleware) => [decisionOf(middleware), furtherOf(middleware)])),
  );
  return [...new Set(asked.flatMap((each) => (each && 'action' in each ? [each.action] : [])))].sort();
}
