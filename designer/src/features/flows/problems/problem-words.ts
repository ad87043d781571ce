import type { FlowNode, Requirement } from '@pih/schemas/types';
import { allOf, capitalized, factLabel, oneOf, valueInWords, type Speech } from '../../../condition-words/index.ts';
import type { FlowProblem } from '../editor/flow-editor.ts';
import { exitInWords, nodeTitle, requirementsInWords } from '../words/node.ts';

/** What else has names that a problem may mention. */
export interface Names {
  /** The nodes of the flow by their ids. */
  nodes: ReadonlyMap<string, FlowNode>;
  provider: (id: string) => string;
}

const noNames: Names = { nodes: new Map(), provider: (id) => id };

type Param = string | number | string[];
type Saying = (
  value: Param,
  about: { speech: Speech; names: Names; node: FlowNode | undefined; fact: string },
) => string;

const texts = (value: Param): string[] => (Array.isArray(value) ? value : [String(value)]);

const methods: Saying = (value, { speech }) => allOf(texts(value).map(speech.method), speech);
const providers: Saying = (value, { speech, names }) => oneOf(texts(value).map(names.provider), speech);
const facts: Saying = (value, { speech }) =>
  allOf(
    texts(value).map((id) => `“${factLabel(id, speech)}”`),
    speech,
  );
/** Methods that a test case expects or is offered; none has a word of its own. */
const outcome: Saying = (value, about) =>
  texts(value).length ? methods(value, about) : about.speech.t('findings.noMethod');
const way: Saying = (value, { speech, node }) =>
  (node && exitInWords(node, String(value) || undefined, speech)) || String(value) || speech.t('findings.onlyWay');
const nodes: Saying = (value, { speech, names }) =>
  texts(value)
    .map((id) => {
      const node = names.nodes.get(id);
      return node ? nodeTitle(node, speech) : id;
    })
    .join(' → ');

/** How what a problem names is said; whatever is not listed is said as it stands. */
const sayings: Readonly<Record<string, Saying>> = {
  method: methods,
  methods: outcome,
  expected: outcome,
  offered: outcome,
  provider: providers,
  providers,
  fact: facts,
  way,
  case: way,
  nodes,
  other: nodes,
  brand: (value, { speech }) => speech.brand(String(value)),
  currencies: (value, { speech }) => oneOf(texts(value), speech),
  countries: (value, { speech }) =>
    oneOf(
      texts(value).map((code) => valueInWords(code, 'country', speech)),
      speech,
    ),
  requirements: (value, { speech }) => requirementsInWords(texts(value) as Requirement[], speech),
  needs: (value, { speech }) => speech.t(`findings.needs.${String(value)}`),
  value: (value, { speech, fact }) => valueInWords(value, fact, speech),
};

/** Rules that name other things than the rest by the same word. */
const exceptions: Readonly<Record<string, Readonly<Record<string, Saying>>>> = {
  methodTwice: { value: methods },
  testImpossible: { other: facts },
  testsContradict: { other: (value) => String(value) },
};

/** What is not there yet is said in other words than what is there and wrong. */
const unfilled: Readonly<Record<string, string>> = { deadEnd: 'way', option: 'value' };

/**
 * A problem of a flow in the reader's language, with what to do about it; where the console has no words for it, in the
 * engine's English, which is better than hiding it.
 */
export function problemInWords({ problem }: FlowProblem, speech: Speech, names: Names = noNames): string {
  const { rule, params = {}, node } = problem;
  const isUnfilled = params[unfilled[rule] ?? ''] === '';
  const key = [
    ...(isUnfilled ? [`findings.unfilled.${rule}`] : []),
    `findings.rules.${rule}`,
    `findings.schema.${rule}`,
  ].find(speech.knows);
  if (key === undefined) return problem.message;
  const fact = String(params['fact'] ?? '');
  const about = { speech, names, node: node === undefined ? undefined : names.nodes.get(node), fact };
  const said = Object.entries(params).map(([name, value]) => {
    const say = exceptions[rule]?.[name] ?? sayings[name];
    return [name, say ? say(value, about) : String(value)];
  });
  return capitalized(speech.t(key, Object.fromEntries(said)));
}
