export { default as PeopleTabs } from './PeopleTabs.vue';
export { default as SessionList } from './person/SessionList.vue';
export { default as SignInList } from './person/SignInList.vue';
export { useLoaded } from './use-loaded.ts';
export { useRoles } from './use-roles.ts';
export { peopleRoutes } from './routes.ts';
