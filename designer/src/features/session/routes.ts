import type { RouteRecordRaw } from 'vue-router';

const meta = { open: true };

/** What people without a session see. */
export const sessionRoutes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', component: () => import('./SignInView.vue'), meta },
  { path: '/invitation', name: 'invitation', component: () => import('./InvitationView.vue'), meta },
  { path: '/forgotten-password', name: 'forgotten-password', component: () => import('./ForgottenView.vue'), meta },
  { path: '/new-password', name: 'new-password', component: () => import('./NewPasswordView.vue'), meta },
];
