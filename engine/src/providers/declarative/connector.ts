import type { Provider } from '@pih/schemas';
import type { Connector, ConnectorDeps } from '../connector.ts';
import { hostsOf } from '../credentials.ts';
import { ProviderNotReady } from '../problems.ts';
import { createCall } from './calls.ts';
import { createMappings } from './mappings.ts';
import { createPaymentOperations, type Workshop } from './payments.ts';
import { createRefundOperations } from './refunds.ts';
import { createStatusMap } from './status-map.ts';
import { createWebhookReader } from './webhook/index.ts';

/**
 * A provider that its document describes: this interprets the document and knows no provider by name.
 * @throws ProviderNotReady for a document without its `declarative` part, which no valid document lacks
 */
export function createDeclarativeConnector(document: Provider, deps: ConnectorDeps): Connector {
  const { declarative } = document;
  if (!declarative)
    throw new ProviderNotReady({ provider: document.id, lacks: 'its document describes no connector.' });
  const mappings = createMappings();
  const workshop: Workshop = {
    document,
    declarative,
    mappings,
    statuses: createStatusMap(declarative),
    call: createCall(document, declarative, deps, mappings),
    hosts: hostsOf(document, deps.sandboxUrl),
    now: deps.now,
  };
  const { create, capture, cancel, refund, lookUpRefund } = declarative.operations;
  const payments = createPaymentOperations(workshop);
  const refunds = createRefundOperations(workshop);
  return {
    hasPage: create.redirect !== undefined,
    ...(declarative.webhook?.verify.type === 'none' && { newsIsUnsigned: true }),
    create: payments.create,
    lookUp: payments.lookUp,
    ...(capture && { capture: payments.capture(capture) }),
    ...(cancel && { cancel: payments.cancel(cancel) }),
    ...(refund && { refund: refunds.refund(refund) }),
    ...(lookUpRefund && { lookUpRefund: refunds.lookUpRefund(lookUpRefund) }),
    readWebhook: createWebhookReader(workshop, deps),
  };
}
