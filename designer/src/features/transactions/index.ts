export { transactionRoutes } from './routes.ts';
export { findPayments } from './api.ts';
export { default as PaymentStateBadge } from './components/PaymentStateBadge.vue';
