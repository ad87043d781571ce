import type { Kind } from '@pih/schemas/types';
import { defineAsyncComponent, type Component } from 'vue';
import { loadSchemaForm } from '../../../forms/index.ts';
import { loadJsonEditor } from '../../../json/index.ts';
import { loadCheckoutPanel } from '../../checkout-preview/index.ts';
import { loadFlowEditor } from '../../flows/index.ts';
import EditorFailure from './EditorFailure.vue';
import EditorSkeleton from './EditorSkeleton.vue';

/** Fetched when first shown: drawing, forms and code editing weigh more than the rest of the console together. */
const lazily = (load: () => Promise<{ default: Component }>): Component =>
  defineAsyncComponent({ loader: load, loadingComponent: EditorSkeleton, delay: 150, errorComponent: EditorFailure });

const form = lazily(loadSchemaForm);
const made: Partial<Record<Kind, Component>> = {
  flow: lazily(loadFlowEditor),
  checkout: lazily(loadCheckoutPanel),
};

/** What a document of a kind is edited with; each takes the `draft` as its property. */
export const editorOf = (kind: Kind): Component => made[kind] ?? form;

export const jsonEditor = lazily(loadJsonEditor);

/** Whether an editor lays out the whole page itself; the others are columns that the page scrolls. */
export const fillsPage = (kind: Kind): boolean => kind in made;

/** Whether an editor goes to the edges of the page, as a canvas does. */
export const goesToEdges = (kind: Kind): boolean => kind === 'flow';
