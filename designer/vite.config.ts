import tailwindcss from '@tailwindcss/vite';
import vueI18n from '@intlify/unplugin-vue-i18n/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const engine = `http://localhost:${process.env.PORT ?? '3000'}`;

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [
    vue(),
    tailwindcss(),
    // Messages are compiled while building: the compiler would need `unsafe-eval`, and weight, in the browser.
    vueI18n({ include: `${import.meta.dirname}/src/**/locales/*.json`, dropMessageCompiler: true }),
  ],
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/v1': { target: engine, ws: true },
      '/marks': engine,
      '/checkout-preview': engine,
      '/checkout/': engine,
      '/docs': engine,
      '/openapi.json': engine,
    },
  },
  build: {
    // Inlined fonts and images would be data: addresses, which the content security policy refuses for fonts.
    assetsInlineLimit: 0,
  },
});
