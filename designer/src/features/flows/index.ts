export { readFlowRevision, type FlowRevision } from './api.ts';
export { default as FlowCanvas } from './components/FlowCanvasLazy.ts';
export { familyOf, iconOf, type NodeType } from './nodes.ts';
export type { FlowMarks } from './graph/marks.ts';
export { pathOf, type FlowPath } from './graph/path.ts';
export { exitInWords, nodeInWords, nodeParts, nodeTitle, requirementsInWords } from './words/node.ts';
export { problemInWords } from './problems/problem-words.ts';
export { problemsIn } from './editor/problems.ts';

/** Fetched when first shown: most pages never draw. */
export const loadFlowEditor = () => import('./editor/FlowEditor.vue');
export {
  actualInWords,
  comparisonInWords,
  conditionInWords,
  factLabel,
  useSpeech,
  valueInWords,
  type Speech,
} from '../../condition-words/index.ts';
