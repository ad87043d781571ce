import type { DocumentOf, Flow, Kind } from '@pih/schemas/types';
import { isContent, type Content } from '../model.ts';
import { simplestOf } from './simplest.ts';

/** What somebody begins a document with; its words are `documents.starters.<id>`. */
export interface Starter {
  id: 'empty' | 'example' | 'amount' | 'channel';
  make: (about: { id: string; title: string; firstFlow?: string | undefined }) => Content;
}

type FlowPart = Pick<Flow, 'nodes' | 'edges'>;

const start = { id: 'start', type: 'start', position: { x: 0, y: 120 } } as const;
const stopAt = (x: number) => ({ id: 'stop', type: 'stop', position: { x, y: 120 } }) as const;

const straightOn: FlowPart = { nodes: [start, stopAt(340)], edges: [{ id: 'e1', source: 'start', target: 'stop' }] };

/** A question with an offer on either side, both leading to the end. The methods are still to be chosen. */
const question = (when: Content, title: string): FlowPart => ({
  nodes: [
    start,
    { id: 'question', type: 'condition', title, position: { x: 340, y: 120 }, data: { when } },
    { id: 'if-so', type: 'offer', position: { x: 680, y: 0 }, data: { methods: [] } },
    { id: 'if-not', type: 'offer', position: { x: 680, y: 240 }, data: { methods: [] } },
    stopAt(1020),
  ] as unknown as Flow['nodes'],
  edges: [
    { id: 'e1', source: 'start', target: 'question' },
    { id: 'e2', source: 'question', sourceHandle: 'yes', target: 'if-so' },
    { id: 'e3', source: 'question', sourceHandle: 'no', target: 'if-not' },
    { id: 'e4', source: 'if-so', target: 'stop' },
    { id: 'e5', source: 'if-not', target: 'stop' },
  ],
});

const flowStarter = (id: Starter['id'], part: (title: string) => FlowPart, words: (id: string) => string): Starter => ({
  id,
  make: (about) => ({ kind: 'flow', id: about.id, title: about.title, ...part(words(`${id}.node`)) }) satisfies Content,
});

/** A sum in the currency of the merchant that many call large. */
const large = (currency: string) => ({ amount: 500_00, currency });

const fromSchema =
  (kind: Kind, make: () => unknown): Starter['make'] =>
  ({ id, title, firstFlow }) => {
    const made = make();
    const fields = isContent(made) ? made : {};
    return { ...fields, kind, id, title, ...(kind === 'checkout' && firstFlow && { flow: firstFlow }) };
  };

/**
 * What a document of a kind can be begun with.
 * @param schema of the kind, with all its references inside
 * @param words looks up what a starter writes into a document, in the reader's language
 */
export function startersFor(kind: Kind, schema: Content, currency: string, words: (key: string) => string): Starter[] {
  if (kind === 'flow')
    return [
      flowStarter('empty', () => straightOn, words),
      flowStarter(
        'amount',
        (title) => question({ fact: 'amount', operator: 'greaterThan', value: large(currency) }, title),
        words,
      ),
      flowStarter('channel', (title) => question({ fact: 'channel', operator: 'equal', value: 'store' }, title), words),
    ];
  const [example] = Array.isArray(schema['examples']) ? schema['examples'] : [];
  return [
    { id: 'empty', make: fromSchema(kind, () => simplestOf(schema)) },
    ...(isContent(example) ? [{ id: 'example' as const, make: fromSchema(kind, () => example) }] : []),
  ];
}

/** A copy of a document under another name. */
export const copyOf = <K extends Kind>(document: DocumentOf[K] | Content, id: string, title: string): Content => ({
  ...(document as Content),
  id,
  title,
});
