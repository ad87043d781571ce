import type { FlowNode } from '@pih/schemas/types';

/** A node with nothing filled in yet; the checks say what it lacks, and the inspector asks for it. */
export function blankNode(type: FlowNode['type'], id: string, position: FlowNode['position']): FlowNode {
  switch (type) {
    case 'start':
    case 'stop':
      return { id, type, position };
    case 'condition':
      return { id, type, position, data: { when: { all: [] } } };
    case 'switch':
      return { id, type, position, data: { fact: 'channel', cases: [{ id: 'case-1', values: [] }] } };
    case 'split':
      return {
        id,
        type,
        position,
        data: {
          branches: [
            { id: 'a', percent: 50 },
            { id: 'b', percent: 50 },
          ],
        },
      };
    case 'offer':
      return { id, type, position, data: { methods: [] } };
    case 'hide':
    case 'order':
      return { id, type, position, data: { methods: [] } };
    case 'require':
      return { id, type, position, data: { requirements: [] } };
    case 'note':
      return { id, type, position, data: { text: '' } };
  }
}
