import type { DocumentCheck, FieldError, Flow } from '@pih/schemas/types';
import type { FlowProblem } from './flow-editor.ts';

/** Errors first: they keep the flow from being published. */
export function problemsIn(check: DocumentCheck | undefined, flow: Flow): FlowProblem[] {
  if (!check) return [];
  const errors = check.errors.map((error): FlowProblem => {
    const node = error.node ?? nodeAt(error, flow);
    return { severity: 'error', problem: node === undefined ? error : { ...error, node } };
  });
  return [...errors, ...check.warnings.map((problem): FlowProblem => ({ severity: 'warning', problem }))];
}

/** The schema's errors name no node, but their path does: "/nodes/3/data" or, for an edge, where it comes from. */
function nodeAt({ path }: FieldError, { nodes, edges }: Flow): string | undefined {
  const [, list, index] = /^\/(nodes|edges)\/(\d+)/.exec(path) ?? [];
  if (list === undefined) return undefined;
  return list === 'nodes' ? nodes[Number(index)]?.id : edges[Number(index)]?.source;
}

/** The problems of each node, in their order. Problems of the flow as a whole are left out. */
export function byNode(problems: readonly FlowProblem[]): ReadonlyMap<string, readonly FlowProblem[]> {
  const found = new Map<string, FlowProblem[]>();
  for (const one of problems) {
    const { node } = one.problem;
    if (node === undefined) continue;
    const those = found.get(node);
    if (those) those.push(one);
    else found.set(node, [one]);
  }
  return found;
}
