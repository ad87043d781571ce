import { changesBetween } from '@pih/schemas/changes';
import type { Flow, FlowNode } from '@pih/schemas/types';
import { exitInWords, nodeInWords, nodeTitle, type Speech } from '../../flows/index.ts';
import type { Sentence } from './sentence.ts';

interface Versions<T> {
  before: T;
  after: T;
}
const isSame = (one: unknown, other: unknown): boolean => !changesBetween(one, other).length;
const words = (key: string): string => `documents.diff.flow.${key}`;
const find = ({ nodes }: Flow, id: string): FlowNode | undefined => nodes.find((node) => node.id === id);

/** Tells the differences between two versions of a flow: what decides otherwise, what leads elsewhere, what was moved. */
export function flowSentences(before: Flow, after: Flow, speech: Speech): Sentence[] {
  const versions = { before, after };
  return [
    ...titleSentences(versions, speech),
    ...nodeSentences(versions, speech),
    ...wayOutSentences(versions, speech),
    ...testSentences(versions, speech),
    ...moveSentences(versions, speech),
  ];
}

const titleSentences = ({ before, after }: Versions<Flow>, { t }: Speech): Sentence[] =>
  before.title === after.title
    ? []
    : [
        {
          key: 'title',
          change: 'changed',
          text: t(words('title')),
          before: { text: before.title },
          after: { text: after.title },
        },
      ];

function nodeSentences({ before, after }: Versions<Flow>, speech: Speech): Sentence[] {
  const told = (node: FlowNode, change: 'added' | 'removed'): Sentence => ({
    key: `${node.id} ${change}`,
    change,
    node: node.id,
    text: speech.t(words(change), { node: nodeTitle(node, speech), does: nodeInWords(node, speech) }),
  });
  return [
    ...before.nodes.filter(({ id }) => !find(after, id)).map((node) => told(node, 'removed')),
    ...after.nodes.flatMap((node) => {
      const earlier = find(before, node.id);
      return earlier ? changedNode({ before: earlier, after: node }, speech) : [told(node, 'added')];
    }),
  ];
}

function changedNode({ before, after }: Versions<FlowNode>, speech: Speech): Sentence[] {
  const sentence = (part: string, rest: Partial<Sentence>, values: Record<string, unknown> = {}): Sentence => ({
    key: `${after.id} ${part}`,
    change: 'changed',
    node: after.id,
    text: speech.t(words(part), { node: nodeTitle(after, speech), ...values }),
    ...rest,
  });
  const renamed =
    before.title === after.title
      ? []
      : [
          sentence('renamed', {
            before: { text: nodeTitle(before, speech) },
            after: { text: nodeTitle(after, speech) },
          }),
        ];
  if (isSame(dataOf(before), dataOf(after)) && before.type === after.type) return renamed;
  if (before.type === 'offer' && after.type === 'offer')
    return [...renamed, ...offerSentences({ before, after }, sentence, speech)];
  const [was, is] = [nodeInWords(before, speech), nodeInWords(after, speech)];
  // Cases of a switch and badges of an offer do not show in the sentence of their node.
  const does = was === is ? sentence('details', {}) : sentence('does', { before: { text: was }, after: { text: is } });
  return [...renamed, does];
}

const dataOf = (node: FlowNode): unknown => ('data' in node ? node.data : undefined);

type Offer = Extract<FlowNode, { type: 'offer' }>;
type Tell = (part: string, rest: Partial<Sentence>, values?: Record<string, unknown>) => Sentence;

function offerSentences({ before, after }: Versions<Offer>, tell: Tell, speech: Speech): Sentence[] {
  const [was, is] = [before.data.methods, after.data.methods];
  const told = was.flatMap((offered): Sentence[] => {
    const now = is.find(({ method }) => method === offered.method);
    const method = speech.method(offered.method);
    if (!now)
      return [tell('offersNoLonger', { key: `${after.id} - ${offered.method}`, change: 'removed' }, { method })];
    if (isSame(offered, now)) return [];
    if (isSame(offered.providers, now.providers))
      return [tell('methodDetails', { key: `${after.id} = ${offered.method}` }, { method })];
    const providers = (one: readonly string[]) => ({ text: one.join(', ') || '–' });
    const both = { before: providers(offered.providers), after: providers(now.providers) };
    return [tell('providers', { key: `${after.id} > ${offered.method}`, ...both }, { method })];
  });
  const added = is.filter(({ method }) => !was.some((one) => one.method === method));
  const isReordered = !told.length && !added.length;
  return [
    ...told,
    ...added.map(({ method }) =>
      tell('offersAlso', { key: `${after.id} + ${method}`, change: 'added' }, { method: speech.method(method) }),
    ),
    ...(isReordered ? [tell('methodOrder', { change: 'reordered' })] : []),
  ];
}

/** Where each way out of the nodes that both versions have leads. Those of new nodes show on the canvas. */
function wayOutSentences({ before, after }: Versions<Flow>, speech: Speech): Sentence[] {
  return after.nodes
    .filter(({ id }) => find(before, id))
    .flatMap((node) => {
      const exits = new Set(
        [...before.edges, ...after.edges]
          .filter(({ source }) => source === node.id)
          .map(({ sourceHandle }) => sourceHandle),
      );
      return [...exits].flatMap((exit): Sentence[] => {
        const [was, is] = [before, after].map((flow) => {
          const edge = flow.edges.find(({ source, sourceHandle }) => source === node.id && sourceHandle === exit);
          return edge && (find(flow, edge.target) ?? undefined);
        });
        if (was?.id === is?.id) return [];
        const label = exitInWords(node, exit, speech);
        const values = { node: nodeTitle(node, speech), exit: label ?? '' };
        const leadsTo = (target: FlowNode | undefined) => ({
          text: target ? nodeTitle(target, speech) : speech.t(words('nowhere')),
        });
        return [
          {
            key: `${node.id} ${exit ?? ''} leads`,
            change: 'changed',
            node: node.id,
            text: speech.t(words(label ? 'exitLeads' : 'leads'), values),
            before: leadsTo(was),
            after: leadsTo(is),
          },
        ];
      });
    });
}

function testSentences({ before, after }: Versions<Flow>, { t }: Speech): Sentence[] {
  const [was, is] = [before.tests ?? [], after.tests ?? []];
  const told = (name: string, change: 'added' | 'removed' | 'changed'): Sentence => ({
    key: `test ${name} ${change}`,
    change,
    text: t(words(`test.${change}`), { name }),
  });
  return [
    ...was.filter(({ name }) => !is.some((one) => one.name === name)).map(({ name }) => told(name, 'removed')),
    ...is.flatMap((test): Sentence[] => {
      const earlier = was.find(({ name }) => name === test.name);
      if (!earlier) return [told(test.name, 'added')];
      return isSame(earlier, test) ? [] : [told(test.name, 'changed')];
    }),
  ];
}

function moveSentences({ before, after }: Versions<Flow>, { t }: Speech): Sentence[] {
  const moved = after.nodes.filter((node) => {
    const earlier = find(before, node.id);
    return earlier && !isSame(earlier.position, node.position);
  }).length;
  return moved
    ? [{ key: 'moved', change: 'reordered', text: t(words(moved === 1 ? 'movedOne' : 'moved'), { count: moved }) }]
    : [];
}
