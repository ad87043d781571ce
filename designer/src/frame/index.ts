export { default as AppearanceMenu } from './AppearanceMenu.vue';
export { default as AppFrame } from './AppFrame.vue';
export { default as HubMark } from './HubMark.vue';
export { default as PageHeader } from './PageHeader.vue';
export { default as NotFoundView } from './NotFoundView.vue';
export { default as UnreachableView } from './UnreachableView.vue';
export { useShortcuts, type Shortcut } from './shortcuts.ts';
export { languageOptions } from './appearance.ts';
