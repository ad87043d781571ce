const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const names: Readonly<Record<string, string>> = isMac
  ? { mod: '⌘', shift: '⇧', Del: '⌫' }
  : { mod: 'Ctrl', shift: 'Shift', Del: 'Del' };

/** How a shortcut is written on this machine: "mod+shift+Z" is "Ctrl Shift Z", or "⌘ ⇧ Z" on a Mac. */
export const keyName = (shortcut: string): string =>
  shortcut
    .split('+')
    .map((key) => names[key] ?? key)
    .join(' ');
