import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { computed, defineComponent, h, useTemplateRef } from 'vue';
import { useClipboard } from './use-clipboard.ts';

/** A canvas with a field beside it, and what the keys of the clipboard led to. */
function aCanvas({ readonly = false, selected = 'a part' as string | undefined } = {}) {
  const done: unknown[] = [];
  const commands: Parameters<typeof useClipboard>[1] = {
    canEdit: computed(() => !readonly),
    copied: () => selected,
    remove: () => void done.push('removed'),
    pasteText: (text, at) => void done.push(['pasted', text, at]),
  };
  const page = mount(
    defineComponent({
      setup() {
        const canvas = useTemplateRef<HTMLElement>('canvas');
        useClipboard(
          () => canvas.value,
          commands,
          () => ({ x: 40, y: 80 }),
        );
        return () => [
          h('div', { ref: 'canvas' }, [h('article', { tabindex: -1 }), h('input', { 'data-inside': '' })]),
          h('button', 'outside'),
        ];
      },
    }),
    { attachTo: document.body },
  );
  const on = (selector: string): HTMLElement => page.get<HTMLElement>(selector).element;
  function press(kind: 'copy' | 'cut' | 'paste', selector: string, text = ''): string {
    on(selector).focus();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent(kind, { bubbles: true, cancelable: true, clipboardData });
    on(selector).dispatchEvent(event);
    return clipboardData.getData('text/plain');
  }
  return { page, done, press };
}

describe('the keys of the clipboard', () => {
  let canvas: ReturnType<typeof aCanvas>;
  beforeEach(() => (canvas = aCanvas()));
  afterEach(() => canvas.page.unmount());

  it('copy the selected nodes as text', () => {
    expect(canvas.press('copy', 'article')).toBe('a part');
    expect(canvas.done).toEqual([]);
  });

  it('cut them out', () => {
    expect(canvas.press('cut', 'article')).toBe('a part');
    expect(canvas.done).toEqual(['removed']);
  });

  it('paste where the pointer is', () => {
    canvas.press('paste', 'article', 'another part');
    expect(canvas.done).toEqual([['pasted', 'another part', { x: 40, y: 80 }]]);
  });

  it('mean something else in a field, and away from the canvas', () => {
    for (const place of ['[data-inside]', 'button'] as const) {
      expect(canvas.press('copy', place, 'words')).toBe('words');
      canvas.press('paste', place, 'words');
    }
    expect(canvas.done).toEqual([]);
  });
});

it('leaves a flow alone that may only be looked at', () => {
  const { page, done, press } = aCanvas({ readonly: true });
  expect(press('cut', 'article')).toBe('a part');
  press('paste', 'article', 'another part');
  expect(done).toEqual([]);
  page.unmount();
});
