import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { sizeBudget } from './build/size-budget.ts';

const engine = `http://localhost:${process.env.PORT ?? '3000'}`;
const entry = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: '/checkout/',
  plugins: [vue(), sizeBudget({ maxGzipBytes: 60_000 })],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: {
    // The content security policy allows files of our own only, no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        checkout: entry('./index.html'),
        demo: entry('./demo/index.html'),
        preview: entry('./preview/index.html'),
      },
    },
  },
  server: {
    port: 5174,
    proxy: Object.fromEntries(['/v1', '/marks', '/demo/options', '/demo/orders'].map((path) => [path, engine])),
  },
});
