import type { RouteRecordRaw } from 'vue-router';

export const transactionRoutes: RouteRecordRaw[] = [
  {
    path: 'transactions',
    name: 'transactions',
    component: () => import('./TransactionsView.vue'),
    meta: { section: 'transactions' },
  },
  {
    path: 'transactions/:id',
    name: 'transaction',
    component: () => import('./TransactionView.vue'),
    props: true,
    meta: { section: 'transactions' },
  },
];
