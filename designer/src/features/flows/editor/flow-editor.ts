import { inject, provide, type ComputedRef, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import type { DocumentCheckFinding as Finding, FieldError } from '@pih/schemas/types';
import type { DocumentDraft } from '../../documents/draft/document-draft.ts';
import type { FlowPath } from '../graph/path.ts';

/** Something wrong or doubtful in the flow: an error keeps it from being published, a warning does not. */
export type FlowProblem = { severity: 'error'; problem: FieldError } | { severity: 'warning'; problem: Finding };

/** What the parts of the flow editor share: the draft, what is selected, and what lies over the canvas. */
export interface FlowEditor {
  readonly draft: DocumentDraft<'flow'>;
  readonly view: Ref<'canvas' | 'list'>;
  readonly selected: Readonly<Ref<ReadonlySet<string>>>;
  select(nodes: Iterable<string>): void;
  /** Selects a node and brings it into view, on the canvas or in the list. */
  reveal(node: string): void;
  /** The way a simulated payment took; undefined when nothing is simulated. */
  readonly path: ShallowRef<FlowPath | undefined>;
  readonly problems: ComputedRef<readonly FlowProblem[]>;
  readonly problemsOf: (node: string) => readonly FlowProblem[];
}

const key: InjectionKey<FlowEditor> = Symbol('flow editor');

export const shareFlowEditor = (editor: FlowEditor): void => provide(key, editor);

/** The editor around a component. Components that use it live inside FlowEditor.vue. */
export function useFlowEditor(): FlowEditor {
  const editor = inject(key);
  if (!editor) throw new Error('useFlowEditor() is called outside of a flow editor');
  return editor;
}
