import type { RouteRecordRaw } from 'vue-router';
import { lazily } from '../../lazy/index.ts';

export const auditRoutes: RouteRecordRaw[] = [
  {
    path: 'audit',
    name: 'audit',
    component: () => import('./AuditView.vue'),
    meta: { section: 'audit', needs: 'audit.read' },
  },
];

/** What people and systems did with one payment. */
export const PaymentAudit = lazily(() => import('./PaymentAudit.vue'));
