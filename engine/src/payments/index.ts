export type { PaymentDependencies } from './dependencies.ts';
export { paymentModel } from './model.ts';
export { PaymentRepository, type PaymentListener } from './repository.ts';
export { checkoutRoutes, paymentRoutes, webhookRoutes } from './routes.ts';
export { createPayment } from './create.ts';
export { checkoutUrl } from './connectors.ts';
export { startSchedule, type Schedule } from './schedule.ts';
export { expireDue, reconcile } from './keep-asking.ts';
export { eventView, summaryOf } from './views.ts';
