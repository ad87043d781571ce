export { transactionRoutes } from './routes.ts';
export { default as PaymentStateBadge } from './components/PaymentStateBadge.vue';
export { useInbox } from './inbox/store.ts';
export { usePaymentSearch } from './use-payment-search.ts';
