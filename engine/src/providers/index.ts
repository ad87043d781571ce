export type {
  AttemptContext,
  Connector,
  ConnectorDeps,
  DeclineReason,
  News,
  Outcome,
  RawWebhook,
  RefundContext,
  RefundOutcome,
  Unknown,
} from './connector.ts';
export { mappingErrors } from './declarative/index.ts';
export { ForgedWebhook, ProviderNotReady, WebhookNotChecked } from './problems.ts';
export { abilitiesOf, createConnector, type Ability } from './registry.ts';
