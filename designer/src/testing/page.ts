import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, type Pinia } from 'pinia';
import { TooltipProvider } from 'reka-ui';
import { h, type Component, type Plugin } from 'vue';
import type { Language } from '../i18n/index.ts';
import { newI18n } from './i18n.ts';

let standing: VueWrapper | undefined;

/** Puts a component on a page, with everything that the console gives its components; the page before it is left. */
export function mountPage(
  component: Component,
  props: Record<string, unknown>,
  language: Language = 'en',
  more: Plugin[] = [],
  pinia: Pinia = createPinia(),
) {
  standing?.unmount();
  document.body.replaceChildren();
  const page = mount(
    { render: () => h(TooltipProvider, () => h(component, props)) },
    { attachTo: document.body, global: { plugins: [pinia, newI18n(language), ...more] } },
  );
  standing = page;
  return page;
}

/** What the engine answers on the wire. */
export const answer = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
