import type { RouteRecordRaw } from 'vue-router';
import { lazily } from '../../lazy/index.ts';

export { default as MessageStateBadge } from './sent/MessageStateBadge.vue';
export { default as MessageTabs } from './MessageTabs.vue';

export const messageRoutes: RouteRecordRaw[] = [
  {
    path: 'sent-messages',
    name: 'sent-messages',
    component: () => import('./sent/SentView.vue'),
    meta: { section: 'messages', needs: 'messages.read' },
  },
];

/** Sends a notification about one or several payments: which one, in which language, and how it will look. */
export const SendMessageDialog = lazily(() => import('./send/SendMessageDialog.vue'));

/** The editor of a notification: its form, and beside it the message that a shopper would get. */
export const loadNotificationPanel = () => import('./preview/NotificationPanel.vue');
