import type { FlowNode, Requirement } from '@pih/schemas/types';
import {
  allOf,
  capitalized,
  conditionParts,
  factLabel,
  marked,
  oneOf,
  partsOf,
  uncapitalized,
  valueInWords,
  type SentencePart,
  type Speech,
} from '../../../condition-words/index.ts';

const requirementNames = (requirements: readonly Requirement[], speech: Speech): string[] =>
  requirements.map((one) => uncapitalized(speech.t(`flows.requirements.${one}`)));

/** "Billing address and tax number" */
export const requirementsInWords = (requirements: readonly Requirement[], speech: Speech): string =>
  capitalized(allOf(requirementNames(requirements, speech), speech));

const percent = (share: number, { language }: Speech): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share / 100);

/** Names that stand out in a sentence: "*Card* and *PayPal*". */
const emphasised = (names: readonly string[], speech: Speech): string =>
  allOf(
    names.map((name) => marked('value', name)),
    speech,
  );

/** What a node does, in a sentence whose values stand out. */
export function nodeParts(node: FlowNode, speech: Speech): SentencePart[] {
  const does = (values: Record<string, unknown> = {}): SentencePart[] =>
    partsOf(speech.t(`flows.does.${node.type}`, values));
  const blank = (): SentencePart[] => [{ text: speech.t(`flows.blank.${node.type}`) }];
  const withMethods = (ids: readonly string[]): SentencePart[] =>
    ids.length ? does({ methods: emphasised(ids.map(speech.method), speech) }) : blank();
  switch (node.type) {
    case 'start':
    case 'stop':
      return does();
    case 'condition':
      return conditionParts(node.data.when, speech);
    case 'switch':
      return does({ fact: marked('value', uncapitalized(factLabel(node.data.fact, speech))) });
    case 'split': {
      const shares = node.data.branches.map((branch) => marked('value', percent(branch.percent, speech)));
      return does({ shares: shares.join(' / ') });
    }
    case 'offer':
      return withMethods(node.data.methods.map(({ method }) => method));
    case 'hide':
    case 'order':
      return withMethods(node.data.methods);
    case 'require': {
      const names = requirementNames(node.data.requirements, speech);
      return names.length ? does({ what: emphasised(names, speech) }) : blank();
    }
    case 'note':
      return node.data.text ? [{ text: node.data.text }] : blank();
  }
}

/** What a node does, in a sentence. */
export const nodeInWords = (node: FlowNode, speech: Speech): string =>
  nodeParts(node, speech)
    .map(({ text }) => text)
    .join('');

/** What people call a node: its own title, else what it is. */
export const nodeTitle = (node: Pick<FlowNode, 'type' | 'title'>, speech: Speech): string =>
  node.title ?? (speech.knows(`flows.types.${node.type}`) ? speech.t(`flows.types.${node.type}`) : node.type);

/** The label of a way out: "yes", "Web or App", "otherwise", "70%". Ways out that are the only one have none. */
export function exitInWords(node: FlowNode, exit: string | undefined, speech: Speech): string | undefined {
  if (exit === undefined) return undefined;
  if (node.type === 'condition') return speech.t(exit === 'yes' ? 'flows.yes' : 'flows.no');
  if (node.type === 'split') {
    const branch = node.data.branches.find(({ id }) => id === exit);
    return branch ? percent(branch.percent, speech) : exit;
  }
  if (node.type !== 'switch') return undefined;
  const { fact, cases } = node.data;
  const found = cases.find(({ id }) => id === exit);
  if (!found) return speech.t('flows.otherwise');
  if (!found.values.length) return '…';
  return oneOf(
    found.values.map((value) => valueInWords(value, fact, speech)),
    speech,
  );
}
