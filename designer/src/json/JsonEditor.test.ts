import { bundleOf, type Kind } from '@pih/schemas';
import { flushPromises } from '@vue/test-utils';
import { EditorView } from '@codemirror/view';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { aDraft, answer, mountPage, type DraftForTests } from '../testing/index.ts';
import JsonEditor from './JsonEditor.vue';

const settings = { kind: 'settings', id: 'merchant', title: 'Demo', timeZone: 'Europe/Rome', defaultCurrency: 'EUR' };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('fetch', async (address: string) => answer(bundleOf(address.split('/').at(-1) as Kind)));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function editorOf(draft: DraftForTests<'settings'>, language: 'en' | 'it' = 'en') {
  const page = mountPage(JsonEditor, { draft }, language);
  await flushPromises();
  const host = [...document.querySelectorAll('div')].find(({ shadowRoot }) => shadowRoot);
  const content = host?.shadowRoot?.querySelector<HTMLElement>('.cm-content');
  const view = content && EditorView.findFromDOM(content);
  if (!view) throw new Error('There is no editor');
  return {
    page,
    view,
    text: () => view.state.doc.toString(),
    /** Types in place of a part of the text, and waits for the pause. */
    async type(part: string, instead: string): Promise<void> {
      const from = view.state.doc.toString().indexOf(part);
      view.dispatch({ changes: { from, to: from + part.length, insert: instead } });
      vi.runOnlyPendingTimers();
      await nextTick();
    },
  };
}

describe('the JSON of a document', () => {
  it('becomes the document as it is typed, as one step', async () => {
    const draft = aDraft('settings', settings);
    const { type, page } = await editorOf(draft);
    expect(page.text()).toContain('Nothing is wrong');
    await type('"Demo"', '"Shop"');
    expect(draft.document.value).toEqual({ ...settings, title: 'Shop' });
    expect(draft.steps).toEqual([{ merge: 'json' }]);
    await type('"Shop"', '7');
    expect(page.text()).toContain('One thing to mend');
  });

  it('leaves the document as it was while it cannot be read, says so, and keeps the text for later', async () => {
    const draft = aDraft('settings', settings);
    const first = await editorOf(draft);
    await first.type('"Demo",', '"Demo');
    expect(draft.document.value).toEqual(settings);
    expect(first.page.text()).toContain('This text is not JSON as it stands');
    const closing = new Event('beforeunload', { cancelable: true });
    dispatchEvent(closing);
    expect(closing.defaultPrevented).toBe(true);
    first.page.unmount();
    const again = await editorOf(draft);
    expect(again.text()).toContain('"title": "Demo\n');
    await again.page
      .findAll('button')
      .find((one) => one.text() === 'Show the document again')
      ?.trigger('click');
    await nextTick();
    expect(JSON.parse(again.text())).toEqual(settings);
    expect(again.page.text()).not.toContain('not JSON');
    again.page.unmount();
  });

  it('follows what changes elsewhere, with the cursor where it was', async () => {
    const draft = aDraft('settings', settings);
    const { view, text } = await editorOf(draft);
    const cursor = text().indexOf('Europe');
    view.dispatch({ selection: { anchor: cursor } });
    draft.document.value = { ...draft.document.value, title: 'A longer title' };
    await nextTick();
    expect(JSON.parse(text())).toMatchObject({ title: 'A longer title' });
    expect(view.state.selection.main.head).toBe(text().indexOf('Europe'));
    expect(draft.steps).toEqual([]);
  });

  it('does not overwrite a text that cannot be read when the document changes elsewhere', async () => {
    const draft = aDraft('settings', { ...settings, id: 'another' });
    const { type, text, page } = await editorOf(draft);
    await type('"Demo",', '"Mine');
    draft.document.value = { ...draft.document.value, title: 'Theirs' };
    await nextTick();
    expect(text()).toContain('"Mine');
    expect(page.text()).toContain('changed elsewhere');
    await type('"Mine', '"Mine",');
    expect(draft.document.value.title).toBe('Mine');
  });

  it('keeps what was typed last when it is left before the pause', async () => {
    const draft = aDraft('settings', settings);
    const { view, text, page } = await editorOf(draft);
    const from = text().indexOf('Demo');
    view.dispatch({ changes: { from, to: from + 4, insert: 'Late' } });
    page.unmount();
    expect(draft.document.value.title).toBe('Late');
  });

  it('is written by nobody who may only read, and is spoken of in Italian', async () => {
    const { view, page } = await editorOf(aDraft('settings', settings, { readonly: true }), 'it');
    expect(view.state.readOnly).toBe(true);
    expect(page.text()).toContain('Esc e poi Tab esce dall’editor');
    expect(page.text()).not.toContain('Formatta');
  });

  it('puts no style element into the page, which the policy would refuse', async () => {
    await editorOf(aDraft('settings', settings));
    expect(document.head.querySelector('style')).toBeNull();
  });
});
