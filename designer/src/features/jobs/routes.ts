import type { RouteRecordRaw } from 'vue-router';

export const jobRoutes: RouteRecordRaw[] = [
  { path: 'jobs', name: 'jobs', component: () => import('./JobsView.vue'), meta: { section: 'jobs' } },
  {
    path: 'jobs/:id',
    name: 'job',
    component: () => import('./JobView.vue'),
    props: true,
    meta: { section: 'jobs' },
  },
];
