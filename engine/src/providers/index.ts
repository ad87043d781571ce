export type {
  AttemptContext,
  BreakerChange,
  BreakerState,
  Connector,
  ConnectorDeps,
  DeclineReason,
  News,
  Operation,
  Outcome,
  ProviderCall,
  RawWebhook,
  RefundContext,
  RefundOutcome,
  Unknown,
} from './connector.ts';
export { addressRanges } from './network/addresses.ts';
export { addressErrors } from './network/check.ts';
export {
  createGateway,
  gatewayErrors,
  isSameText,
  mappingErrors,
  type Delivery,
  type Gateway,
  type GatewayMessage,
  type GatewayTransport,
} from './declarative/index.ts';
export { ForgedWebhook, ProviderNotReady, WebhookNotChecked } from './problems.ts';
export { abilitiesOf, createConnector, fetchFor, type Ability } from './registry.ts';
