export { default as ActionApprovalCard } from './ActionApprovalCard.vue';
export { useActionApprovals } from './store.ts';
