import type { FlowNode } from '@pih/schemas/types';

/** Whether a node has nothing filled in yet, so that it cannot be told what it does. */
export function isBlank(node: FlowNode): boolean {
  switch (node.type) {
    case 'condition': {
      const { when } = node.data;
      return ('all' in when && !when.all.length) || ('any' in when && !when.any.length);
    }
    case 'switch':
      return node.data.cases.every(({ values }) => !values.length);
    case 'offer':
    case 'hide':
    case 'order':
      return !node.data.methods.length;
    case 'require':
      return !node.data.requirements.length;
    case 'note':
      return !node.data.text.trim();
    default:
      return false;
  }
}
