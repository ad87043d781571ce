import { computed, inject, nextTick, provide, reactive, type ComputedRef, type InjectionKey } from 'vue';
import { useI18n } from 'vue-i18n';
import type { DocumentDraft } from '../features/documents/index.ts';
import { useBeginnings } from './beginnings.ts';
import {
  type Beginnings,
  type Found,
  type JsonSchema,
  partsOf,
  type Path,
  pointerOf,
  type Resolve,
  resolverOf,
  schemasTo,
  titleOf,
  useFound,
  valueAt,
  withValue,
} from '../schema/index.ts';

/** What the parts of one form share: the schema, the document, what is wrong with it, and which groups are open. */
export interface Form {
  readonly id: string;
  readonly root: JsonSchema;
  readonly resolve: Resolve;
  readonly language: ComputedRef<string>;
  readonly document: ComputedRef<unknown>;
  readonly readonly: ComputedRef<boolean>;
  readonly beginnings: Beginnings;
  valueAt(path: Path): unknown;
  /** What the field at a place is called. */
  titleAt(path: Path): string;
  /** One step of the draft; undefined removes the field. Typing in one field is one step. */
  change(path: Path, value: unknown, step?: { typing?: boolean; merge?: string | undefined }): void;
  readonly found: ComputedRef<readonly Found[]>;
  /** What to say at a field; what is merely missing is said once somebody has been there. */
  saidAt(pointer: string): readonly Found[];
  /** How many things are wrong at a place or inside of it. */
  countWithin(pointer: string): number;
  touch(pointer: string): void;
  isOpen(key: string, otherwise: boolean): boolean;
  setOpen(key: string, open: boolean): void;
  /**
   * Opens what a field is in, brings it into view and puts the focus there. A fresh one is not yet told that it is empty.
   */
  reveal(pointer: string, about?: { isFresh?: boolean }): Promise<void>;
}

const key: InjectionKey<Form> = Symbol('form');

/** The name under which a group remembers that its rarely used fields are shown. */
export const moreOf = (pointer: string): string => `${pointer}#more`;
const isAtOrIn = (pointer: string, place: string): boolean => pointer === place || pointer.startsWith(`${place}/`);

/** What of a part of the form takes the focus: the head of a group, or the control of a field rather than what clears it. */
function focusIn(part: HTMLElement): HTMLElement | null {
  if (part.tagName === 'SECTION') return part.querySelector('button');
  const control = document.getElementById(`${part.id}:input`);
  return control ?? part.querySelector<HTMLElement>('input, textarea') ?? part.querySelector<HTMLElement>('button');
}

/** The nearest part of the form to a pointer: a field that is not there is looked for where it would be. */
function nearest(id: string, pointer: string): HTMLElement | null {
  const parts = partsOf(pointer);
  for (let length = parts.length; length > 0; length -= 1) {
    const found = document.getElementById(id + pointerOf(parts.slice(0, length)));
    if (found) return found;
  }
  return null;
}

export function provideForm(id: string, draft: DocumentDraft, root: JsonSchema): Form {
  const { locale } = useI18n();
  const resolve = resolverOf(root);
  const open = reactive(new Map<string, boolean>());
  const touched = reactive(new Set<string>());
  const found = useFound(draft, root, resolve);
  const byPointer = computed(() => {
    const places = new Map<string, Found[]>();
    for (const one of found.value) places.set(one.pointer, [...(places.get(one.pointer) ?? []), one]);
    return places;
  });

  const form: Form = {
    id,
    root,
    resolve,
    language: computed(() => locale.value),
    document: computed(() => draft.document.value),
    readonly: draft.readonly,
    beginnings: useBeginnings(),
    valueAt: (path) => valueAt(draft.document.value, path),
    titleAt(path) {
      const way = schemasTo(root, draft.document.value, path, resolve);
      const name = String(path.at(-1) ?? '');
      return titleOf((way.length === path.length && way.at(-1)) || {}, locale.value, name);
    },
    change(path, value, { typing = false, merge = '' } = {}) {
      const pointer = pointerOf(path);
      touched.add(pointer);
      // A draft may be anything yet; what it must be to be published is the engine's to judge.
      const change = (now: unknown) => withValue(now, path, value) as never;
      draft.change(change, typing || merge ? { merge: `form:${pointer}:${merge}` } : {});
    },
    found,
    saidAt(pointer) {
      const here = byPointer.value.get(pointer) ?? [];
      return touched.has(pointer) ? here : here.filter(({ rule }) => rule !== 'required');
    },
    countWithin: (place) => found.value.filter(({ pointer }) => isAtOrIn(pointer, place)).length,
    touch: (pointer) => void touched.add(pointer),
    isOpen: (name, otherwise) => open.get(name) ?? otherwise,
    setOpen: (name, isOpen) => void open.set(name, isOpen),
    async reveal(pointer, { isFresh = false } = {}) {
      const parts = partsOf(pointer);
      if (!isFresh) touched.add(pointer);
      for (let length = 0; length <= parts.length; length += 1) {
        const place = pointerOf(parts.slice(0, length));
        open.set(place, true);
        open.set(moreOf(place), true);
      }
      await nextTick();
      const part = nearest(id, pointer);
      part?.scrollIntoView({ block: 'center' });
      if (part) focusIn(part)?.focus({ preventScroll: true });
    },
  };
  provide(key, form);
  return form;
}

/** The form around a control. */
export function useForm(): Form {
  const form = inject(key);
  if (!form) throw new Error('useForm() is called outside of a form');
  return form;
}
