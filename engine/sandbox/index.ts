export { demoShopRoutes, type DemoShopOptions } from './demo-shop/index.ts';
export type { PastAttempt, PastRefund } from './past.ts';
export { startSandbox, type Sandbox, type SandboxOptions } from './server.ts';
export type { Delivery, Letter, WebhookControls } from './webhooks.ts';
export type { CallRule, CallTrouble, Scenario, WebhookRule } from './scenario/index.ts';
