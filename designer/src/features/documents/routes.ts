import type { RouteRecordRaw } from 'vue-router';
import { shelves, type Shelf } from './shelves.ts';

const pages = ({ kind, list, section }: Shelf): RouteRecordRaw[] => [
  {
    path: list,
    name: list,
    component: () => (kind === 'settings' ? import('./list/SettingsView.vue') : import('./list/DocumentListView.vue')),
    props: { kind },
    meta: { section, needs: 'config.read' },
  },
  {
    path: `${list}/:id`,
    name: `document-${kind}`,
    component: () => import('./page/DocumentView.vue'),
    props: ({ params }) => ({ kind, id: String(params['id']) }),
    meta: { section, needs: 'config.read' },
  },
];

/** A list and a page for each kind, and the inbox of those who approve. */
export const documentRoutes: RouteRecordRaw[] = [
  ...shelves.flatMap(pages),
  {
    path: 'approvals',
    name: 'approvals',
    component: () => import('./approvals/ApprovalsView.vue'),
    meta: { section: 'approvals', needs: ['config.read', 'payments.read'] },
  },
];
