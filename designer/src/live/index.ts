export { useLive, type LiveDocument, type LivePayment } from './use-live.ts';
export { default as LiveIndicator } from './LiveIndicator.vue';
