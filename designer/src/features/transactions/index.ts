export { transactionRoutes } from './routes.ts';
export { default as PaymentStateBadge } from './components/PaymentStateBadge.vue';
export { usePaymentSearch } from './use-payment-search.ts';
