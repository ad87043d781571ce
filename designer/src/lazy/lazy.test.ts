import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { h } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import { mountPage } from '../testing/index.ts';
import { lazily, withMissingPages } from './index.ts';

const gone = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
const text = (): string => document.body.textContent;

it('says in the place of a part that cannot be fetched what to do, in the reader’s language', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  mountPage(lazily(gone), {}, 'it');
  await flushPromises();
  expect(text()).toContain('Non è stato possibile caricare questa parte della console');
  expect(document.querySelector('[role="alert"] button')?.textContent).toContain('Ricarica la pagina');
});

it('shows a part that comes', async () => {
  mountPage(
    lazily(() => Promise.resolve({ default: { render: () => h('p', 'Here') } })),
    {},
  );
  await flushPromises();
  expect(text()).toContain('Here');
});

it('stays at the address of a page that cannot be fetched, and asks for it once', async () => {
  const load = vi.fn(gone);
  const router = createRouter({
    history: createMemoryHistory(),
    routes: withMissingPages([
      { path: '/', component: { render: () => h(RouterView) }, children: [{ path: 'flows', component: load }] },
    ]),
  });
  await router.push('/flows');
  mountPage(RouterView, {}, 'en', [router]);
  await flushPromises();
  expect(router.currentRoute.value.fullPath).toBe('/flows');
  expect(text()).toContain('This part of the console could not be loaded');
  expect(load).toHaveBeenCalledOnce();
});
