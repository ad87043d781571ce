import { lazily } from '../lazy/index.ts';

/** Forms are a chunk of their own: nobody who only looks at payments needs them. */
export const loadSchemaForm = () => import('./SchemaForm.vue');
export const SchemaFormLazy = lazily(loadSchemaForm);
export { useDocumentOptions } from './choices/documents.ts';
