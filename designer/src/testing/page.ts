import { mount } from '@vue/test-utils';
import { createPinia, type Pinia } from 'pinia';
import { TooltipProvider } from 'reka-ui';
import { h, type Component, type Plugin } from 'vue';
import { newI18n, type Language } from '../i18n/index.ts';

/** Puts a component on a page, with everything that the console gives its components. */
export function mountPage(
  component: Component,
  props: Record<string, unknown>,
  language: Language = 'en',
  more: Plugin[] = [],
  pinia: Pinia = createPinia(),
) {
  document.body.replaceChildren();
  return mount(
    { render: () => h(TooltipProvider, () => h(component, props)) },
    { attachTo: document.body, global: { plugins: [pinia, newI18n(language), ...more] } },
  );
}

/** What the engine answers on the wire. */
export const answer = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
