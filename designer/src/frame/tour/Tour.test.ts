import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { useSession } from '../../features/session/index.ts';
import { mountPage } from '../../testing/index.ts';
import { useGuides } from '../guides.ts';
import Tour from './Tour.vue';

beforeEach(() => localStorage.clear());

async function arrive(id: string, actions = ['*']) {
  const pinia = createPinia();
  setActivePinia(pinia);
  const operator = { id, name: 'Giulia Neri', email: 'giulia@demo.example', roles: [] };
  useSession().session = {
    operator,
    actions,
    csrfToken: 'token',
    environment: 'sandbox',
    mustSetUpSecondFactor: false,
  };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ['/', '/flows'].map((path) => ({ path, name: path.slice(1), component: { render: () => null } })),
  });
  const page = mountPage(Tour, {}, 'en', [router], pinia);
  await flushPromises();
  const press = async (name: string): Promise<void> => {
    [...document.body.querySelectorAll('button')].find((one) => one.textContent.trim() === name)?.click();
    await flushPromises();
  };
  return { page, router, press, isOpen: () => document.querySelector('[role="dialog"]') !== null };
}

it('goes through three steps, and ends where the first of them begins', async () => {
  const tour = await arrive('opr_1');
  const said: (string | undefined)[] = [];
  for (const name of ['Next', 'Next', 'Start']) {
    said.push(document.body.querySelector('[role="dialog"] h2')?.textContent);
    await tour.press(name);
  }
  expect(new Set(said).size).toBe(3);
  expect(tour.isOpen()).toBe(false);
  expect(tour.router.currentRoute.value.path).toBe('/flows');
});

it('is shown once to each person in a browser', async () => {
  const first = await arrive('opr_1');
  await first.press('Skip the tour');
  first.page.unmount();
  expect((await arrive('opr_1')).isOpen()).toBe(false);
  expect((await arrive('opr_2')).isOpen()).toBe(true);
});

it('begins anew when it is asked for', async () => {
  const tour = await arrive('opr_1');
  await tour.press('Next');
  await tour.press('Skip the tour');
  useGuides().startTour();
  await flushPromises();
  expect(document.body.textContent).toContain('Step 1 of 3');
});

it('does not stand in the way of those who may only look', async () => {
  expect((await arrive('opr_1', ['payments.read', 'config.read'])).isOpen()).toBe(false);
});
