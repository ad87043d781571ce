import type { RouteRecordRaw } from 'vue-router';
import { lazily } from '../../lazy/index.ts';

export const invoiceRoutes: RouteRecordRaw[] = [
  {
    path: 'invoices',
    name: 'invoices',
    component: () => import('./InvoicesView.vue'),
    meta: { section: 'invoices', needs: 'invoices.read' },
  },
];

/** A payment's invoice and its credit notes: issued, downloaded, sent. */
export const PaymentInvoices = lazily(() => import('./PaymentInvoices.vue'));
