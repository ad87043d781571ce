import {
  computed,
  inject,
  provide,
  ref,
  shallowRef,
  type ComputedRef,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from 'vue';
import type { DocumentCheckFinding as Finding, FieldError, FlowNode } from '@pih/schemas/types';
import type { DocumentDraft } from '../../documents/index.ts';
import type { FlowPath } from '../graph/path.ts';
import { byNode, problemsIn } from './problems.ts';

/** Something wrong or doubtful in the flow: an error keeps it from being published, a warning does not. */
export type FlowProblem = { severity: 'error'; problem: FieldError } | { severity: 'warning'; problem: Finding };

/** What the parts of the flow editor share: the draft, what is selected, and what lies over the canvas. */
export interface FlowEditor {
  readonly draft: DocumentDraft<'flow'>;
  readonly view: Ref<'canvas' | 'list'>;
  /** The nodes of the document by their ids. */
  readonly nodes: ComputedRef<ReadonlyMap<string, FlowNode>>;
  /** Nodes that are no longer in the document are not selected either. */
  readonly selected: Readonly<Ref<ReadonlySet<string>>>;
  select(nodes: Iterable<string>): void;
  /** Selects a node and brings it into view, on the canvas or in the list. */
  reveal(node: string): void;
  /** The node that was last asked to be shown; a new object each time, for the canvas and the list to watch. */
  readonly revealed: Readonly<ShallowRef<{ node: string } | undefined>>;
  /** The way a simulated payment took; undefined when nothing is simulated. */
  readonly path: ShallowRef<FlowPath | undefined>;
  readonly problems: ComputedRef<readonly FlowProblem[]>;
  readonly problemsOf: (node: string) => readonly FlowProblem[];
}

const key: InjectionKey<FlowEditor> = Symbol('flow editor');
const none: readonly FlowProblem[] = [];

/** The state of an editor over a draft: nothing selected, on the canvas. */
export function createFlowEditor(draft: DocumentDraft<'flow'>): FlowEditor {
  const nodes = computed(() => new Map(draft.document.value.nodes.map((node) => [node.id, node])));
  const chosen = shallowRef<ReadonlySet<string>>(new Set());
  const selected = computed<ReadonlySet<string>>(() => {
    const present = [...chosen.value].filter((id) => nodes.value.has(id));
    return present.length === chosen.value.size ? chosen.value : new Set(present);
  });
  const revealed = shallowRef<{ node: string }>();
  const problems = computed(() => problemsIn(draft.check.value, draft.document.value));
  const problemsByNode = computed(() => byNode(problems.value));

  function select(ids: Iterable<string>): void {
    const next = new Set(ids);
    if (next.size !== chosen.value.size || [...next].some((id) => !chosen.value.has(id))) chosen.value = next;
  }

  return {
    draft,
    view: ref('canvas'),
    nodes,
    selected,
    select,
    reveal(node) {
      select([node]);
      revealed.value = { node };
    },
    revealed,
    path: shallowRef(),
    problems,
    problemsOf: (node) => problemsByNode.value.get(node) ?? none,
  };
}

/** Makes an editor known to the components inside. */
export const shareFlowEditor = (editor: FlowEditor): void => provide(key, editor);

/** The editor around a component. Components that use it live inside FlowEditor.vue. */
export function useFlowEditor(): FlowEditor {
  const editor = inject(key);
  if (!editor) throw new Error('useFlowEditor() is called outside of a flow editor');
  return editor;
}
