/**
 * Runs before each test file of pages. Files share a process, because loading Vue and a browser's page for every one takes
 * longer than most tests: what they share is packages and the page, so that is left as it was found, and our own modules,
 * with what they hold, are evaluated anew.
 */
import { disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils';
import { afterAll, afterEach, vi } from 'vitest';

vi.resetModules();

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
  sessionStorage.clear();
  for (const element of [document.documentElement, document.body])
    for (const name of element.getAttributeNames()) element.removeAttribute(name);
  history.replaceState(null, '', '/');
});

// What is registered last runs first: components are left while what they stand in is still there.
afterEach(() => document.body.replaceChildren());
disableAutoUnmount();
enableAutoUnmount(afterEach);
