import type { FlowNode, Requirement } from '@pih/schemas/types';
import { conditionInWords, factLabel } from './condition.ts';
import { allOf, capitalized, oneOf, uncapitalized, type Speech } from './speech.ts';
import { valueInWords } from './value.ts';

/** "Billing address and tax number" */
export function requirementsInWords(requirements: readonly Requirement[], speech: Speech): string {
  const words = requirements.map((one) => uncapitalized(speech.t(`flows.requirements.${one}`)));
  return capitalized(allOf(words, speech));
}

const methodNames = (methods: readonly string[], speech: Speech): string => allOf(methods.map(speech.method), speech);
const percent = (share: number, { language }: Speech): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share / 100);

/** What a node does, in a sentence. */
export function nodeInWords(node: FlowNode, speech: Speech): string {
  const does = (values: Record<string, unknown> = {}): string => speech.t(`flows.does.${node.type}`, values);
  switch (node.type) {
    case 'start':
    case 'stop':
      return does();
    case 'condition':
      return conditionInWords(node.data.when, speech);
    case 'switch':
      return does({ fact: uncapitalized(factLabel(node.data.fact, speech)) });
    case 'split':
      return does({ shares: node.data.branches.map((branch) => percent(branch.percent, speech)).join(' / ') });
    case 'offer':
      return does({
        methods: methodNames(
          node.data.methods.map(({ method }) => method),
          speech,
        ),
      });
    case 'hide':
    case 'order':
      return does({ methods: methodNames(node.data.methods, speech) });
    case 'require':
      return does({ what: uncapitalized(requirementsInWords(node.data.requirements, speech)) });
    case 'note':
      return node.data.text;
  }
}

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
  return found
    ? oneOf(
        found.values.map((value) => valueInWords(value, fact, speech)),
        speech,
      )
    : speech.t('flows.otherwise');
}
