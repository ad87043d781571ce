import type { Kind } from '@pih/schemas/types';
import type { Component } from 'vue';
import { loadSchemaForm } from '../../../forms/index.ts';
import { loadJsonEditor } from '../../../json/index.ts';
import { lazily } from '../../../lazy/index.ts';
import { loadCheckoutPanel } from '../../checkout-preview/index.ts';
import { loadFlowEditor } from '../../flows/index.ts';
import { loadNotificationPanel } from '../../messages/index.ts';
import EditorSkeleton from './EditorSkeleton.vue';

/** Fetched when first shown: drawing, forms and code editing weigh more than the rest of the console together. */
const editorFrom = (load: () => Promise<{ default: Component }>): Component =>
  lazily(load, { loading: EditorSkeleton });

const form = editorFrom(loadSchemaForm);
const made: Partial<Record<Kind, Component>> = {
  flow: editorFrom(loadFlowEditor),
  checkout: editorFrom(loadCheckoutPanel),
  notification: editorFrom(loadNotificationPanel),
};

/** What a document of a kind is edited with; each takes the `draft` as its property. */
export const editorOf = (kind: Kind): Component => made[kind] ?? form;

export const jsonEditor = editorFrom(loadJsonEditor);

/** Whether an editor lays out the whole page itself; the others are columns that the page scrolls. */
export const fillsPage = (kind: Kind): boolean => kind in made;

/** Whether an editor goes to the edges of the page, as a canvas does. */
export const goesToEdges = (kind: Kind): boolean => kind === 'flow';
