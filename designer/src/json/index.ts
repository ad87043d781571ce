/** The editor of raw JSON is a chunk of its own: most people never open it. */
export const loadJsonEditor = () => import('./JsonEditor.vue');
