export { readFlowRevision, type FlowRevision } from './api.ts';
export { default as FlowCanvas } from './components/FlowCanvasLazy.ts';
export { familyOf, iconOf, type NodeType } from './nodes.ts';
export { pathOf, type FlowPath } from './graph/path.ts';
export { useSpeech } from './use-speech.ts';
export { actualInWords, comparisonInWords, conditionInWords, factLabel } from './words/condition.ts';
export { exitInWords, nodeInWords, nodeTitle, requirementsInWords } from './words/node.ts';
export { valueInWords } from './words/value.ts';
export type { Speech } from './words/speech.ts';
