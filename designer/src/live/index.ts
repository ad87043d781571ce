export { useLive, type LivePayment } from './use-live.ts';
export { default as LiveIndicator } from './LiveIndicator.vue';
