import type { RouteRecordRaw } from 'vue-router';

const meta = { section: 'people', needs: 'operators.read' };

export const peopleRoutes: RouteRecordRaw[] = [
  { path: 'people', name: 'people', component: () => import('./PeopleView.vue'), meta },
  { path: 'people/:id', name: 'person', component: () => import('./person/PersonView.vue'), props: true, meta },
  { path: 'invitations', name: 'invitations', component: () => import('./invite/InvitationsView.vue'), meta },
  { path: 'permissions', name: 'permissions', component: () => import('./MatrixView.vue'), meta },
  {
    path: 'api-keys',
    name: 'api-keys',
    component: () => import('./KeysView.vue'),
    meta: { section: 'people', needs: 'keys.manage' },
  },
];
