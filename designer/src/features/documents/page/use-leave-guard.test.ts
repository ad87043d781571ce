import type { Kind } from '@pih/schemas/types';
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import { useDocumentDraft } from '../draft/use-document-draft.ts';
import { aRole, engineWith, type EngineForTests } from '../testing/engine-for-tests.ts';
import { useLeaveGuard } from './use-leave-guard.ts';

vi.mock('socket.io-client', () => import('../testing/engine-for-tests.ts'));
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

async function edited(engine: EngineForTests) {
  let guard: ReturnType<typeof useLeaveGuard> | undefined;
  const Page = defineComponent(() => {
    const draft = useDocumentDraft<Kind>('role', 'helpdesk', engine.view());
    guard = useLeaveGuard(draft);
    draft.change((now) => ({ ...now, title: 'Service desk' }));
    return () => h('p', 'page');
  });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: Page },
      { path: '/elsewhere', component: { render: () => h('p', 'elsewhere') } },
    ],
  });
  await router.push('/');
  const page = mount(RouterView, { global: { plugins: [engine.pinia, router] } });
  const leaving = (): boolean => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
  return { page, router, leaving, guard: () => guard, where: () => router.currentRoute.value.path };
}

it('saves what can be saved and lets go without a word', async () => {
  const engine = engineWith(aRole());
  const { router, where } = await edited(engine);
  await router.push('/elsewhere');
  expect(where()).toBe('/elsewhere');
  expect(engine.draft()).toMatchObject({ title: 'Service desk' });
});

it('asks when the hub is away, and does what was answered', async () => {
  const engine = engineWith(aRole());
  const { router, guard, where, leaving } = await edited(engine);
  engine.cut();
  expect(leaving(), 'the browser asks before the window is closed').toBe(true);
  for (const [leaves, stands] of [
    [false, '/'],
    [true, '/elsewhere'],
  ] as const) {
    const gone = router.push('/elsewhere');
    await vi.waitFor(() => expect(guard()?.isAsking.value).toBe(true));
    expect(where()).toBe('/');
    guard()?.decide(leaves);
    await gone;
    await flushPromises();
    expect(where()).toBe(stands);
  }
});

it('leaves the browser alone once everything is saved', async () => {
  const { leaving, page } = await edited(engineWith(aRole()));
  expect(leaving()).toBe(true);
  dispatchEvent(new Event('blur'));
  await flushPromises();
  expect(leaving()).toBe(false);
  page.unmount();
});
