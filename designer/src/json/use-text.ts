import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { DocumentDraft } from '../features/documents/index.ts';
import { keepText, keptText } from './unfinished.ts';
import { readText, written, type Reading } from './text.ts';

/** The pause in typing after which the text is read, in milliseconds. */
const pause = 250;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export interface DraftText {
  /** What the editor shows; another one is set when the document changes elsewhere. */
  readonly shown: Readonly<ShallowRef<string>>;
  readonly reading: Readonly<Ref<Reading>>;
  /** The document has changed elsewhere while the text could not be read. */
  readonly isOutdated: Readonly<Ref<boolean>>;
  typed(text: string): void;
  /** Reads the text now, without waiting for the pause. */
  flush(): void;
  /** Shows the document as it stands, in place of a text that cannot be read. */
  restore(): void;
}

/**
 * A draft as text, both ways. What can be read becomes the document; what cannot leaves the document as it was last, and
 * is kept until it can or somebody gives it up.
 */
export function useDraftText(draft: DocumentDraft): DraftText {
  const name = `${draft.kind}/${draft.id}`;
  const start = keptText(name) ?? written(draft.document.value);
  let text = start;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What of the document this text last stood for. */
  let known: unknown = draft.document.value;
  const shown = shallowRef(start);
  const reading = shallowRef(readText(start));
  const isOutdated = ref(false);

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const now = readText(text);
    reading.value = now;
    keepText(name, now.isReadable ? undefined : text);
    if (!now.isReadable || draft.readonly.value || same(now.document, draft.document.value)) return;
    known = now.document;
    isOutdated.value = false;
    draft.change(now.document as never, { merge: 'json' });
  }
  function restore(): void {
    clearTimeout(timer);
    known = draft.document.value;
    text = written(known);
    shown.value = text;
    reading.value = { isReadable: true, document: known };
    isOutdated.value = false;
    keepText(name, undefined);
  }
  watch(
    draft.document,
    (document) => {
      if (document === known || same(document, known)) return;
      if (timer !== undefined) flush(); // what was typed before comes first
      if (reading.value.isReadable) restore();
      else isOutdated.value = true;
    },
    { flush: 'sync' },
  );
  onScopeDispose(flush);

  return {
    shown,
    reading,
    isOutdated,
    typed(next) {
      text = next;
      clearTimeout(timer);
      timer = setTimeout(flush, pause);
    },
    flush,
    restore,
  };
}
