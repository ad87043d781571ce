import '@fontsource-variable/inter/index.css';
import './style.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { newI18n } from './i18n/index.ts';
import { usePreferences } from './preferences/index.ts';
import { router } from './router.ts';

const app = createApp(App).use(createPinia());
// Nothing is drawn before there are words for it.
app
  .use(await newI18n(usePreferences().language))
  .use(router)
  .mount('#app');
