import type { Flow, FlowNode } from '@pih/schemas/types';
import { leavesBy } from '../edge.ts';
import { changeNode } from './change-node.ts';

function renamedIn(node: FlowNode, from: string, to: string): FlowNode {
  const rename = <Way extends { id: string }>(way: Way): Way => (way.id === from ? { ...way, id: to } : way);
  if (node.type === 'switch') return { ...node, data: { ...node.data, cases: node.data.cases.map(rename) } };
  if (node.type === 'split') return { ...node, data: { ...node.data, branches: node.data.branches.map(rename) } };
  return node;
}

/** Renames a case of a switch or a branch of a split; its edge goes along. Names are unique in a node: a taken one changes nothing. */
export function renameExit(flow: Flow, id: string, from: string, to: string): Flow {
  const node = flow.nodes.find((one) => one.id === id);
  if (!node || from === to || waysOfData(node).includes(to) || !waysOfData(node).includes(from)) return flow;
  return {
    ...flow,
    nodes: flow.nodes.map((one) => (one === node ? renamedIn(node, from, to) : one)),
    edges: flow.edges.map((edge) => (leavesBy(edge, { node: id, exit: from }) ? { ...edge, sourceHandle: to } : edge)),
  };
}

function waysOfData(node: FlowNode): string[] {
  if (node.type === 'switch') return [...node.data.cases.map((each) => each.id), 'otherwise'];
  return node.type === 'split' ? node.data.branches.map((each) => each.id) : [];
}

/** Removes a case of a switch or a branch of a split, with the edge that leaves by it. */
export const removeExit = (flow: Flow, id: string, exit: string): Flow =>
  changeNode(flow, id, (node) => {
    if (node.type === 'switch')
      return { ...node, data: { ...node.data, cases: node.data.cases.filter((each) => each.id !== exit) } };
    if (node.type === 'split')
      return { ...node, data: { ...node.data, branches: node.data.branches.filter((each) => each.id !== exit) } };
    return node;
  });
