import type { FlowNode } from '@pih/schemas/types';
import { computed } from 'vue';
import { factLabel, marked, partsOf, uncapitalized, useSpeech, type SentencePart } from '../../../conditions/index.ts';
import { isBlank } from '../graph/is-blank.ts';
import { exitInWords, nodeInWords, nodeParts } from '../words/node.ts';
import type { Lead } from './graph-to-list.ts';

/** Puts rules into words, in the language of the moment. */
export function useRuleWords() {
  const speech = useSpeech();
  return computed(() => {
    const { t } = speech.value;
    /** A sentence within another begins small; its marks stay. */
    const within = (parts: readonly SentencePart[]): string =>
      parts
        .map(({ text, emphasis }, at) => {
          const words = at === 0 ? uncapitalized(text) : text;
          return emphasis ? marked(emphasis, words) : words;
        })
        .join('');

    /** What a rule says before its ways out: "If amount is over *€500.00*", "By *channel*:". */
    function head(node: FlowNode): SentencePart[] {
      if (isBlank(node)) return nodeParts(node, speech.value);
      if (node.type === 'condition') return partsOf(t('list.if', { what: within(nodeParts(node, speech.value)) }));
      if (node.type === 'split') return [{ text: t('list.share') }];
      if (node.type !== 'switch') return nodeParts(node, speech.value);
      return partsOf(t('list.by', { fact: marked('value', uncapitalized(factLabel(node.data.fact, speech.value))) }));
    }
    /** The heading of a branch: "If so", "If it is store or phone", "70% of payments". */
    function branch(node: FlowNode, exit: string | undefined): string {
      const label = exitInWords(node, exit, speech.value) ?? '';
      if (node.type === 'condition') return t(exit === 'yes' ? 'list.branchYes' : 'list.branchNo');
      if (node.type === 'split') return t('list.branchShare', { share: label });
      const isOther = exit === 'otherwise';
      return isOther ? t('list.branchOtherwise') : t('list.branchCase', { value: label });
    }
    /** What stands before the number that a way out of a decision leads to: "→ go on at", "otherwise at". */
    function lead(node: FlowNode, { exit, target }: Lead): string {
      const isOther = node.type === 'condition' && exit === 'no';
      if (target === undefined) return isOther ? t('flows.otherwise') : '→';
      return t(isOther ? 'list.otherwise' : 'list.then');
    }
    return {
      head,
      branch,
      lead,
      exit: (node: FlowNode, exit: string | undefined): string => exitInWords(node, exit, speech.value) ?? '',
      name: (node: FlowNode): string => node.title ?? nodeInWords(node, speech.value),
    };
  });
}
