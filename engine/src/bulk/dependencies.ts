import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Invoices, SendInvoice } from '../documents/index.ts';
import type { Caller, Viewer } from '../http/index.ts';
import type { Jobs } from '../jobs/index.ts';
import type { Messages } from '../messaging/index.ts';
import type { ActionApprovals, PaymentDependencies } from '../payments/index.ts';
import type { BulkModels } from './model.ts';

/** What the parts of this room work with. */
export interface BulkDependencies {
  models: BulkModels;
  jobs: Jobs;
  payments: PaymentDependencies;
  /** Moves money in somebody's name, or asks a second person; the same intention once. */
  money: Pick<ActionApprovals, 'refund' | 'capture' | 'cancel' | 'needed'>;
  invoices: Pick<Invoices, 'issue' | 'rehearse' | 'ofPayment' | 'pdf'>;
  sendInvoice: SendInvoice;
  messages: Pick<Messages, 'send' | 'rehearse'>;
  /** Somebody as they are now; undefined when they may not act any more. */
  viewerOf: (who: Pick<Caller, 'type' | 'id'>) => Promise<Viewer | undefined>;
  now: Clock;
  log: Logger;
}
