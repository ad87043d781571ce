import '../base.css';
import { createApp } from 'vue';
import PreviewApp from './PreviewApp.vue';

createApp(PreviewApp).mount('#app');
