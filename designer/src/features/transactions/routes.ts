import type { RouteRecordRaw } from 'vue-router';

export const transactionRoutes: RouteRecordRaw[] = [
  {
    path: 'transactions',
    name: 'transactions',
    component: () => import('./list/TransactionsView.vue'),
    meta: { section: 'transactions' },
  },
  {
    path: 'truth-inbox',
    name: 'truth-inbox',
    component: () => import('./inbox/InboxView.vue'),
    meta: { section: 'truth-inbox' },
  },
  {
    path: 'transactions/:id',
    name: 'transaction',
    component: () => import('./detail/TransactionView.vue'),
    props: true,
    meta: { section: 'transactions' },
  },
];
