export { default as LanguageSwitch } from './LanguageSwitch.vue';
export { default as PageFooter } from './PageFooter.vue';
export { default as PageHeader } from './PageHeader.vue';
export { default as PageSkeleton } from './PageSkeleton.vue';
