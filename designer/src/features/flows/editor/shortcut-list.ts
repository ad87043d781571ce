import type { Shortcut } from '../../../frame/index.ts';
import type { Translate } from '../../../i18n/index.ts';

/** What works on the whole page, wherever the focus is; on the canvas, the canvas itself listens. */
interface Everywhere {
  focus(): void;
  add(): void;
  search(): void;
  tidy(): void;
  fit(): void;
}

/** What the keyboard help tells about the canvas, and what can be begun without going there first. */
export function shortcutList(t: Translate, canEdit: boolean, run: Everywhere, when: () => boolean): Shortcut[] {
  const looking: Shortcut[] = [
    { keys: 'G', label: t('editor.keys.focus'), run: run.focus, when },
    { keys: ['Tab', 'Shift+Tab'], label: t('editor.keys.walk') },
    { keys: 'Enter', label: t('editor.keys.open') },
    { keys: 'F', label: t('editor.search.title'), run: run.search, when },
    { keys: '0', label: t('flows.canvas.fit'), run: run.fit, when },
    { keys: 'Mod+A', label: t('editor.keys.all') },
    { keys: 'Mod+C', label: t('editor.keys.copy') },
  ];
  const drawing: Shortcut[] = [
    { keys: ['A', '/'], label: t('editor.toolbar.add'), run: run.add, when },
    { keys: 'C', label: t('editor.keys.connect') },
    { keys: 'T', label: t('editor.toolbar.tidy'), run: run.tidy, when },
    { keys: ['Mod+X', 'Mod+V'], label: t('editor.keys.paste') },
    { keys: 'Mod+D', label: t('editor.toolbar.duplicate') },
    { keys: 'Delete', label: t('editor.toolbar.remove') },
    { keys: 'ArrowRight', label: t('editor.keys.move') },
    { keys: 'Shift', label: t('editor.keys.box') },
  ];
  return canEdit ? [...drawing, ...looking] : looking;
}
