import { flushPromises } from '@vue/test-utils';
import { bundleOf } from '@pih/schemas';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { aDraft, answer, mountPage } from '../../testing/index.ts';
import SchemaForm from '../SchemaForm.vue';

beforeEach(() => {
  vi.stubGlobal('fetch', (address: string) =>
    Promise.resolve(answer(address.includes('config-schemas') ? bundleOf('settings') : { data: [] })),
  );
});
afterEach(() => vi.unstubAllGlobals());

const settings = {
  ...{ kind: 'settings', id: 'merchant', title: 'Demo', timeZone: 'Europe/Rome', defaultCurrency: 'EUR' },
  customFacts: [{ id: 'tier', label: { en: 'Tier' }, type: 'text' }],
};
async function openAt(address: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:all(.*)*', component: SchemaForm }],
  });
  await router.push(address);
  mountPage(SchemaForm, { draft: aDraft('settings', settings) }, 'en', [router]);
  await flushPromises();
  return router;
}
const focused = (): string => document.activeElement?.id ?? '';

it('goes to the field that the address names, however deep, and forgets it', async () => {
  const router = await openAt('/settings?field=/customFacts/0/id');
  await vi.waitFor(() => expect(focused()).toMatch(/\/customFacts\/0\/id:input$/), { timeout: 5_000 });
  expect(router.currentRoute.value.fullPath).toBe('/settings');
});

it('goes there again when the same field is named once more', async () => {
  const router = await openAt('/settings');
  for (let times = 0; times < 2; times += 1) {
    await router.push('/settings?field=/timeZone');
    await vi.waitFor(() => expect(focused()).toMatch(/\/timeZone/), { timeout: 5_000 });
    (document.activeElement as HTMLElement).blur();
    await flushPromises();
  }
});
