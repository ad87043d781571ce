export { useSession } from './store.ts';
export { returnPath } from './return-path.ts';
export { sessionRoutes } from './routes.ts';
export { default as NewPasswordFields } from './NewPasswordFields.vue';
export { default as PasswordField } from './PasswordField.vue';
