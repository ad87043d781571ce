import type { Connection, Model } from 'mongoose';
import type { Logger } from 'pino';
import type { Access } from '../access/index.ts';
import type { Audit } from '../audit/index.ts';
import { Bulk, bulkModels, bulkRoutes } from '../bulk/index.ts';
import type { Clock } from '../clock.ts';
import type { Snapshot } from '../config/index.ts';
import { deedsOf, type Carrier } from '../deeds.ts';
import { createInvoicing, exportRoutes, Exports, type Invoices, type SendInvoice } from '../documents/index.ts';
import { fileModels, Files } from '../files/index.ts';
import type { HubRouter } from '../http/index.ts';
import { jobModel, jobRoutes, Jobs } from '../jobs/index.ts';
import { messageModel, Messaging, type SmtpServer } from '../messaging/index.ts';
import {
  ActionApprovals,
  approvalModels,
  approvalRoutes,
  deskRoutes,
  savedViewRoutes,
  SavedViews,
  viewModel,
  type Effects,
  type PaymentDependencies,
} from '../payments/index.ts';
import { fetchFor, type ConnectorDeps } from '../providers/index.ts';

export interface BackOfficeOptions {
  connection: Connection;
  payments: PaymentDependencies;
  effects: Effects;
  access: Access;
  audit: Audit;
  live: () => Snapshot;
  /** What calls of the gateways of messages need, as it is at the moment. */
  callsOut: () => ConnectorDeps;
  smtp: SmtpServer | undefined;
  now: Clock;
  log: Logger;
}

/** Where operators work: actions that need a second person, invoices, messages, and what takes longer than an answer. */
export interface BackOffice {
  approvals: ActionApprovals;
  files: Files;
  invoices: Invoices;
  messaging: Messaging;
  jobs: Jobs;
  routers: readonly HubRouter[];
  /** Makes the indexes that promises rest on. */
  prepare(): Promise<void>;
}

export function createBackOffice(options: BackOfficeOptions): BackOffice {
  const { connection, payments, effects, access, audit, live, callsOut, smtp, now, log } = options;
  const { viewerOf, makersOf } = access;
  const approvals = new ActionApprovals({ deps: payments, models: approvalModels(connection), viewerOf, makersOf });
  effects.register(approvals.effect());
  effects.register(audit.ofPayments());
  const deeds = deedsOf(audit, now);
  const files = new Files(fileModels(connection), now, log);
  const { invoices, routes: invoiceRoutes } = createInvoicing({
    ...{ connection, files, payments, effects, deeds, now, log },
    sendInvoice: (sending) => sendInvoice(sending),
  });
  const messaging = new Messaging({
    ...{ connection, files, payments, deeds, now, log, live, smtp },
    invoices: () => invoices,
    gatewayDeps: (callee) => ({ ...callsOut(), fetch: fetchFor(callee, callsOut()) }),
  });
  const { messages } = messaging;
  const sendInvoice: SendInvoice = async (sending) => ({ id: (await messages.sendInvoice(sending))._id });
  effects.register(messaging.effect);
  const jobs = new Jobs(jobModel(connection), now, log, deeds);
  const bulk = new Bulk({
    ...{ jobs, payments, invoices, sendInvoice, messages, viewerOf, now, log },
    money: approvals,
    models: bulkModels(connection),
  });
  const exports = new Exports({ jobs, files, payments, viewerOf, now });
  const savedViews = new SavedViews(viewModel(connection), now, deeds);
  for (const each of [jobModel, viewModel, messageModel]) audit.follow(each(connection) as unknown as Model<Carrier>);
  return {
    ...{ approvals, files, invoices, messaging, jobs },
    routers: [
      deskRoutes(payments),
      savedViewRoutes(savedViews),
      approvalRoutes(approvals, payments),
      audit.routes(payments),
      invoiceRoutes,
      messaging.routes,
      jobRoutes(jobs),
      bulkRoutes(bulk),
      exportRoutes(exports),
    ],
    async prepare() {
      await Promise.all(
        [approvals, audit, files, invoices, messaging, jobs, bulk, savedViews].map((each) => each.prepare()),
      );
    },
  };
}
