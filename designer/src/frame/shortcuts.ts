import { onScopeDispose, shallowReactive, toValue, type MaybeRefOrGetter } from 'vue';

/** Something that keys do while a part of the console is there. */
export interface Shortcut {
  /** One or several ways to press it: "Mod+Z" (⌘ on a Mac, Ctrl elsewhere), "Shift+Enter", "Delete", "?". */
  keys: string | readonly string[];
  /** What it does, in the reader's language. */
  label: string;
  /** Absent where the part itself listens and only wants to be told about in the help. */
  run?: ((event: KeyboardEvent) => void) | undefined;
  /** Whether it may be pressed at this moment. */
  when?: (() => boolean) | undefined;
}

interface Area {
  title: MaybeRefOrGetter<string>;
  shortcuts: MaybeRefOrGetter<readonly Shortcut[]>;
}

const areas = shallowReactive<Area[]>([]);
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

/** Where keys write, choose or answer a question, they belong to what has the focus. */
const takesKeys = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';
const layers = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

function isTaken({ target }: KeyboardEvent): boolean {
  const element = target instanceof Element ? target : document.body;
  return element.closest(takesKeys) !== null || element.closest(layers) !== null;
}

/** Whether an event is what "Mod+Shift+Z" describes. Shift is not asked for where it only makes the sign, as in "?". */
export function isPressed(keys: string, event: KeyboardEvent, mac = isMac): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name);
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    mod === wants('Mod') &&
    !other &&
    event.altKey === wants('Alt') &&
    (isSign || event.shiftKey === wants('Shift'))
  );
}

const keysOf = ({ keys }: Shortcut): readonly string[] => (typeof keys === 'string' ? [keys] : keys);

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isTaken(event)) return;
  // What was shown last lies on top.
  for (const { shortcuts } of areas.toReversed()) {
    const meant = toValue(shortcuts).find(
      (one) => one.run && (one.when?.() ?? true) && keysOf(one).some((keys) => isPressed(keys, event)),
    );
    if (!meant) continue;
    event.preventDefault();
    meant.run?.(event);
    return;
  }
}

/**
 * Gives keys something to do while the component lives, and lists them in the keyboard help under `title`. They rest
 * while somebody types, and while a dialog or a menu is open.
 */
export function useShortcuts(title: MaybeRefOrGetter<string>, shortcuts: MaybeRefOrGetter<readonly Shortcut[]>): void {
  const area: Area = { title, shortcuts };
  if (!areas.length) addEventListener('keydown', pressed);
  areas.push(area);
  onScopeDispose(() => {
    areas.splice(areas.indexOf(area), 1);
    if (!areas.length) removeEventListener('keydown', pressed);
  });
}

/** What can be pressed now, by area; an area that several components share is listed once. */
export function shortcutsNow(): { title: string; shortcuts: Shortcut[] }[] {
  const found = new Map<string, Shortcut[]>();
  for (const area of areas) {
    const title = toValue(area.title);
    const known = found.get(title) ?? [];
    const more = toValue(area.shortcuts).filter(({ label }) => !known.some((one) => one.label === label));
    found.set(title, [...known, ...more]);
  }
  return [...found].map(([title, shortcuts]) => ({ title, shortcuts }));
}

const signs: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': '␣',
  ...(isMac ? { Mod: '⌘', Shift: '⇧', Alt: '⌥' } : { Mod: 'Ctrl' }),
};

/** The keys to press together, as they are written on them: ["Ctrl", "Z"]. */
export const keyCaps = (keys: string): string[] =>
  keys.split('+').map((key) => signs[key] ?? (key.length === 1 ? key.toUpperCase() : key));
