import type { Shortcut } from '../../../frame/index.ts';
import type { Translate } from '../../../i18n/index.ts';

/** What the keyboard help tells about the canvas; the canvas itself listens to them. */
export function shortcutList(t: Translate, canEdit: boolean): Shortcut[] {
  const looking: Shortcut[] = [
    { keys: ['Tab', 'Shift+Tab'], label: t('editor.keys.walk') },
    { keys: 'Enter', label: t('editor.keys.open') },
    { keys: 'F', label: t('editor.search.title') },
    { keys: '0', label: t('flows.canvas.fit') },
    { keys: 'Mod+A', label: t('editor.keys.all') },
    { keys: 'Mod+C', label: t('editor.keys.copy') },
  ];
  const drawing: Shortcut[] = [
    { keys: ['A', '/'], label: t('editor.toolbar.add') },
    { keys: 'C', label: t('editor.keys.connect') },
    { keys: 'T', label: t('editor.toolbar.tidy') },
    { keys: ['Mod+X', 'Mod+V'], label: t('editor.keys.paste') },
    { keys: 'Mod+D', label: t('editor.toolbar.duplicate') },
    { keys: 'Delete', label: t('editor.toolbar.remove') },
    { keys: 'ArrowRight', label: t('editor.keys.move') },
    { keys: 'Shift', label: t('editor.keys.box') },
  ];
  return canEdit ? [...drawing, ...looking] : looking;
}
