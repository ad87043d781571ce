import type { Flow, FlowNode } from '@pih/schemas/types';
import { computed } from 'vue';
import { useFlowEditor } from '../editor/flow-editor.ts';
import { changeNode } from '../graph/edit/index.ts';
import { useProblemWords } from '../problems/use-problem-words.ts';

/** Something wrong with a node, in words; the path begins at the node: "/data/cases/0". */
export interface NodeProblem {
  severity: 'error' | 'warning';
  path: string;
  message: string;
}

/** What the panel of one node needs: to change it, and to know what is wrong with it. */
export function useNodeEdit<N extends FlowNode>(node: () => N) {
  const editor = useFlowEditor();
  const words = useProblemWords();
  const { draft } = editor;

  const problems = computed<NodeProblem[]>(() =>
    editor.problemsOf(node().id).map((found) => ({
      severity: found.severity,
      path: found.problem.path.replace(/^\/nodes\/\d+/, ''),
      message: words.value(found),
    })),
  );
  const isWithin = (path: string, start: string): boolean => path === start || path.startsWith(`${start}/`);

  /** One step on the whole flow; steps with the same field that follow each other at once are undone together. */
  function changeFlow(change: (flow: Flow) => Flow, field?: string): void {
    if (draft.readonly.value) return;
    draft.change(change, field === undefined ? undefined : { merge: `node:${node().id}:${field}` });
  }
  return {
    readonly: draft.readonly,
    problems,
    changeFlow,
    /** One step on this node. */
    change: (next: (node: N) => N, field?: string): void =>
      changeFlow((flow) => changeNode(flow, node().id, (now) => next(now as N)), field),
    /** The errors at a field and inside of it; warnings are told at the top of the panel. */
    errorsAt: (start: string): NodeProblem[] =>
      problems.value.filter(({ severity, path }) => severity === 'error' && isWithin(path, start)),
    /** The errors of a field itself, without those of its parts. */
    errorsOf: (field: string): NodeProblem[] =>
      problems.value.filter(({ severity, path }) => severity === 'error' && path === field),
  };
}
