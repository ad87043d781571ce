import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { isLanguage, type Language } from '../i18n/index.ts';
import { remembered } from './remembered.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

const isOneOf =
  <T extends string>(...allowed: T[]) =>
  (value: unknown): value is T =>
    allowed.some((one) => one === value);

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const isWidths = (value: unknown): value is Record<string, number> =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'number');

const browserLanguage = (): Language =>
  navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';

/** What one person likes on this device: kept in the browser, never sent. */
export const usePreferences = defineStore('preferences', () => {
  const theme = remembered<Theme>('theme', 'system', isOneOf('system', 'light', 'dark'));
  const language = remembered<Language>('language', browserLanguage(), isLanguage);
  const density = remembered<Density>('density', 'comfortable', isOneOf('comfortable', 'compact'));
  const railCollapsed = remembered('rail-collapsed', false, (value) => typeof value === 'boolean');
  /** The columns of the list of payments, in their order; empty as long as nobody chose any. */
  const columns = remembered<string[]>('columns', [], isTexts);
  /** In pixels, by column. */
  const columnWidths = remembered<Record<string, number>>('column-widths', {}, isWidths);

  const system = matchMedia('(prefers-color-scheme: dark)');
  const systemIsDark = ref(system.matches);
  system.addEventListener('change', ({ matches }) => (systemIsDark.value = matches));
  const shownTheme = computed(() => {
    if (theme.value !== 'system') return theme.value;
    return systemIsDark.value ? 'dark' : 'light';
  });

  watch(shownTheme, (shown) => (document.documentElement.dataset['theme'] = shown), { immediate: true });
  watch(language, (spoken) => (document.documentElement.lang = spoken), { immediate: true });

  return { theme, shownTheme, language, density, railCollapsed, columns, columnWidths };
});
