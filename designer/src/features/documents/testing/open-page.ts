import { flushPromises } from '@vue/test-utils';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { Language } from '../../../i18n/index.ts';
import { mountPage } from '../../../testing/index.ts';
import { peopleRoutes } from '../../people/index.ts';
import { transactionRoutes } from '../../transactions/index.ts';
import { documentRoutes } from '../routes.ts';
import type { EngineForTests } from './engine-for-tests.ts';

/** Puts a component on a page of the console, signed in at an engine, and speaks to what is on it as a person would. */
export async function openPage(
  engine: EngineForTests,
  component: Component,
  props: Record<string, unknown>,
  language: Language = 'en',
) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [...documentRoutes, ...peopleRoutes, ...transactionRoutes].map((route) => ({
      ...route,
      path: `/${route.path}`,
    })),
  });
  await router.push('/roles/helpdesk');
  const page = mountPage(component, props, language, [router], engine.pinia);
  await flushPromises();
  const all = <T extends Element>(selector: string): T[] => [...document.body.querySelectorAll<T>(selector)];
  const named = (name: string): HTMLElement => {
    const found = all<HTMLElement>('button, a, label').find((one) => one.textContent.trim().startsWith(name));
    if (!found) throw new Error(`Nothing says "${name}" in: ${document.body.textContent}`);
    return found;
  };
  return {
    page,
    router,
    all,
    text: (): string => document.body.textContent.replace(/\s+/g, ' '),
    has: (name: string): boolean => all('button').some((one) => one.textContent.trim().startsWith(name)),
    press: async (name: string): Promise<void> => {
      named(name).click();
      await flushPromises();
    },
    type: async (selector: string, text: string): Promise<void> => {
      const [field] = all<HTMLInputElement>(selector);
      if (!field) throw new Error(`There is no ${selector}`);
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await flushPromises();
    },
    settled: flushPromises,
  };
}
