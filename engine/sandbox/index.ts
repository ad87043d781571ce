export { demoShopRoutes, type DemoShopOptions } from './demo-shop/index.ts';
export { startSandbox, type Sandbox, type SandboxOptions } from './server.ts';
export type { Delivery, Letter, WebhookControls } from './webhooks.ts';
