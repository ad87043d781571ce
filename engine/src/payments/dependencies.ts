import type { Checkout, Flow, Provider } from '@pih/schemas';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Documents, Snapshot } from '../config/index.ts';
import type { Connector } from '../providers/index.ts';
import type { CompiledFlow } from '../rules/index.ts';
import type { ChangeFeed } from './record/change-feed.ts';
import type { LookElsewhere } from './list/index.ts';
import type { PaymentRepository } from './record/repository.ts';
import type { WebhookLog } from './webhook-log/index.ts';

/** What the parts of this room work with. */
export interface PaymentDependencies {
  payments: PaymentRepository;
  /** Changes of payments by any node. */
  changes: ChangeFeed;
  /** What providers sent. */
  webhookLog: WebhookLog;
  /** Finds payments by what other rooms know of them, such as the number of an invoice. */
  lookElsewhere?: LookElsewhere;
  now: Clock;
  log: Logger;
  /** The documents that are live at this moment. */
  live: () => Snapshot;
  /** The connector of a provider document; it throws when a secret is missing. */
  connector: (provider: Provider) => Promise<Connector>;
  /** The compiled form of a flow, made once as long as its document is in use. */
  compiled: (flow: Flow) => CompiledFlow;
  /** A brand's document as it was published once; undefined when that revision is gone. */
  checkoutOf: (id: string, revision: number) => Promise<Checkout | undefined>;
  /** Ends a canary, once: false when it had ended already. */
  endCanary: Documents['endCanary'];
  /** Where shoppers' browsers reach this engine, without a slash at the end. */
  publicUrl: string;
  /** 256 random bits as text. */
  newToken: () => string;
  /** From 0 to 1; spreads what the schedule does. Math.random when absent. */
  random?: () => number;
}
