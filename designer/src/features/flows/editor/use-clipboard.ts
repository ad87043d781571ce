import { onBeforeUnmount, onMounted } from 'vue';
import type { Place } from '../graph/edit/index.ts';
import type { FlowCommands } from './use-flow-commands.ts';

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Copying, cutting and pasting nodes with the keys and menus of the browser, as text: from one flow to another, in
 * another window too. It works while the canvas has the focus and leaves fields and selected words alone.
 */
export function useClipboard(
  canvas: () => HTMLElement | null | undefined,
  commands: Pick<FlowCommands, 'canEdit' | 'copied' | 'remove' | 'pasteText'>,
  at: () => Place | undefined,
): void {
  const isMine = (event: ClipboardEvent): boolean =>
    !isField(event.target) &&
    (canvas()?.contains(document.activeElement) ?? false) &&
    document.getSelection()?.isCollapsed !== false;

  function copy(event: ClipboardEvent): void {
    const text = isMine(event) ? commands.copied() : undefined;
    if (text === undefined) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    if (event.type === 'cut' && commands.canEdit.value) commands.remove();
  }
  function paste(event: ClipboardEvent): void {
    if (!isMine(event) || !commands.canEdit.value) return;
    event.preventDefault();
    commands.pasteText(event.clipboardData?.getData('text/plain') ?? '', at());
  }

  onMounted(() => {
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', paste);
  });
  onBeforeUnmount(() => {
    document.removeEventListener('copy', copy);
    document.removeEventListener('cut', copy);
    document.removeEventListener('paste', paste);
  });
}
