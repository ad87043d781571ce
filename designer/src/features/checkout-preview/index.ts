import { lazily } from '../../lazy/index.ts';

/** The editor of a checkout: its form, and the shopper's own page beside it. */
export const CheckoutPanel = lazily(() => import('./CheckoutPanel.vue'));

/** The shopper's page of a brand as it is live, with the methods that somebody tries. */
export const CheckoutPreview = lazily(() => import('./CheckoutPreview.vue'));

/** Fetched when first shown. */
export const loadCheckoutPanel = () => import('./CheckoutPanel.vue');
