import { computed, type ComputedRef } from 'vue';
import { useSpeech } from '../../../condition-words/index.ts';
import { useVocabulary } from '../../vocabulary/index.ts';
import { useFlowEditor, type FlowProblem } from '../editor/flow-editor.ts';
import { problemInWords } from './problem-words.ts';

export { problemInWords } from './problem-words.ts';

/** Puts the problems of the flow that is open into words, with the names that its nodes and providers have. */
export function useProblemWords(): ComputedRef<(problem: FlowProblem) => string> {
  const editor = useFlowEditor();
  const speech = useSpeech();
  const vocabulary = useVocabulary();
  return computed(() => {
    const names = { nodes: editor.nodes.value, provider: vocabulary.provider };
    return (problem) => problemInWords(problem, speech.value, names);
  });
}
