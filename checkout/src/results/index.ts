export { default as CutOffCard } from './CutOffCard.vue';
export { default as FailurePage } from './FailurePage.vue';
export { failureWords } from './failure-of.ts';
export { results } from './result-of.ts';
export { default as ResultPage } from './ResultPage.vue';
