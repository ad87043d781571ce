export { default as ChoosePage } from './ChoosePage.vue';
export { default as LeavingPanel } from './LeavingPanel.vue';
export { useAttempt } from './use-attempt.ts';
