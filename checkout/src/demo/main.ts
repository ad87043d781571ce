import '@fontsource-variable/inter/index.css';
import '../base.css';
import './demo.css';
import { createApp } from 'vue';
import { browserWorld } from '../world.ts';
import DemoApp from './DemoApp.vue';

createApp(DemoApp, { world: browserWorld }).mount('#app');
