import './base.css';
import { createApp } from 'vue';
import CheckoutApp from './CheckoutApp.vue';
import { browserWorld } from './world.ts';

/** The token of /checkout/<token>. */
const token = decodeURIComponent(window.location.pathname.split('/').filter(Boolean)[1] ?? '');

createApp(CheckoutApp, { token, world: browserWorld }).mount('#app');
