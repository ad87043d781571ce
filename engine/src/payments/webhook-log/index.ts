export { WebhookLog, webhookView, type Heard } from './log.ts';
export { webhookModel } from './model.ts';
