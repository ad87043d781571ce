import { afterEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { isPressed, keyCaps, shortcutsNow, useShortcuts, type Shortcut } from './shortcuts.ts';

let scopes: ReturnType<typeof effectScope>[] = [];
function area(title: string, ...shortcuts: Shortcut[]) {
  const scope = effectScope();
  scope.run(() => useShortcuts(title, shortcuts));
  scopes.push(scope);
  return scope;
}
afterEach(() => {
  scopes.forEach((scope) => scope.stop());
  scopes = [];
  document.body.replaceChildren();
});

function press(key: string, how: KeyboardEventInit = {}, on: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...how });
  on.dispatchEvent(event);
  return event;
}
const inside = (html: string): Element => {
  document.body.innerHTML = html;
  return document.body.querySelector('[data-here]') ?? document.body;
};

it('runs what the keys mean, and keeps the browser from doing its own', () => {
  const run = vi.fn();
  area('Editor', { keys: ['Mod+Z'], label: 'Undo', run });
  expect(press('z', { ctrlKey: true }).defaultPrevented).toBe(true);
  expect(press('z').defaultPrevented).toBe(false);
  expect(run).toHaveBeenCalledOnce();
});

it.each([
  '<input data-here />',
  '<div contenteditable="true"><b data-here></b></div>',
  '<div role="dialog"><button data-here></button></div>',
])('rests while the focus is in %s', (html) => {
  const run = vi.fn();
  area('Editor', { keys: 'Delete', label: 'Delete', run });
  press('Delete', {}, inside(html));
  expect(run).not.toHaveBeenCalled();
});

it('asks what was shown last first, and the one below when that may not run', () => {
  const [below, above] = [vi.fn(), vi.fn()];
  let isOn = true;
  area('Page', { keys: 'e', label: 'Page', run: below });
  area('Editor', { keys: 'e', label: 'Editor', run: above, when: () => isOn });
  press('e');
  isOn = false;
  press('e');
  expect([below.mock.calls.length, above.mock.calls.length]).toEqual([1, 1]);
});

it('forgets what left the page', () => {
  const run = vi.fn();
  area('Editor', { keys: 'e', label: 'Edit', run }).stop();
  press('e');
  expect(run).not.toHaveBeenCalled();
});

it('lists each area once, with what it can do', () => {
  area('Editor', { keys: 'Mod+Z', label: 'Undo' });
  area('Editor', { keys: 'Mod+Z', label: 'Undo' }, { keys: 'Mod+Y', label: 'Redo' });
  expect(shortcutsNow()).toEqual([
    {
      title: 'Editor',
      shortcuts: [expect.objectContaining({ label: 'Undo' }), expect.objectContaining({ label: 'Redo' })],
    },
  ]);
});

it('tells Ctrl from ⌘ by the machine, and does not mind how a sign is typed', () => {
  const event = (key: string, how: KeyboardEventInit) => new KeyboardEvent('keydown', { key, ...how });
  expect(isPressed('Mod+Shift+Z', event('Z', { metaKey: true, shiftKey: true }), true)).toBe(true);
  expect(isPressed('Mod+Z', event('z', { ctrlKey: true }), true)).toBe(false);
  expect(isPressed('?', event('?', { shiftKey: true }))).toBe(true);
  expect(isPressed('Mod+Z', event('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
});

it('writes keys as they stand on the keyboard', () => {
  expect(keyCaps('Shift+ArrowUp').at(-1)).toBe('↑');
  expect(keyCaps('Mod+z').at(-1)).toBe('Z');
});
