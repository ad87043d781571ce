import { countingField, runStages, splitPipeline } from '../query/aggregate.ts';
import { sortOf } from '../query/order.ts';
import type { Hint } from '../query/plan.ts';
import { compileProjection } from '../query/projection.ts';
import { Reading, type Found, type Question } from '../query/read.ts';
import { unsupported, badValue } from '../errors.ts';
import { encodeOrdered } from '../values/ordered.ts';
import { reach } from '../values/paths.ts';
import { isDoc, kindOf, type Doc } from '../values/types.ts';
import { docIn, docsIn, namespaceOf, numberIn, type Command, type Request, type Store } from './command.ts';

/** The reading of a question, or undefined where the collection does not exist: it is empty then. */
export function ask(store: Store, namespace: string, question: Question): Reading | undefined {
  const collection = store.catalogue.find(namespace);
  return collection && new Reading(store.catalogue.pages, collection, question);
}

function* documentsOf(reading: Reading | undefined, project: (found: Found) => Doc): Generator<Doc> {
  if (reading) for (const found of reading.documents()) yield project(found);
}

const wholly = ({ doc }: Found): Doc => doc;

const findQuestion = (body: Doc): Question => ({
  filter: docIn(body, 'filter'),
  sort: sortOf(docIn(body, 'sort')),
  skip: numberIn(body, 'skip') ?? 0,
  limit: numberIn(body, 'limit') ?? 0,
  hint: hintIn(body),
});

const countQuestion = (body: Doc): Question => ({
  filter: docIn(body, 'query'),
  sort: [],
  skip: numberIn(body, 'skip') ?? 0,
  limit: numberIn(body, 'limit') ?? 0,
  hint: hintIn(body),
});

/** The index to use, by its name or its keys; missing means that the planner chooses. */
function hintIn({ hint }: Doc): Hint | undefined {
  if (kindOf(hint) === 'null') return undefined;
  if (typeof hint !== 'string' && !isDoc(hint)) throw badValue('hint must be the name of an index or its keys');
  return hint;
}

const find: Command = {
  members: [
    'filter',
    'sort',
    'projection',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'allowDiskUse',
    'noCursorTimeout',
    'hint',
  ],
  run(request, store) {
    const namespace = namespaceOf(request);
    const { ofFound: project } = compileProjection(docIn(request.body, 'projection'));
    const documents = documentsOf(ask(store, namespace, findQuestion(request.body)), project);
    return store.cursors.first(
      namespace,
      documents,
      numberIn(request.body, 'batchSize'),
      request.body['singleBatch'] === true,
    );
  },
};

const count: Command = {
  members: ['query', 'skip', 'limit', 'fields', 'hint'],
  run: (request, store) => ({ n: ask(store, namespaceOf(request), countQuestion(request.body))?.count() ?? 0, ok: 1 }),
};

const distinct: Command = {
  members: ['key', 'query'],
  run(request, store) {
    const key = request.body['key'];
    if (typeof key !== 'string') throw badValue('distinct needs a key');
    const reading = ask(store, namespaceOf(request), {
      filter: docIn(request.body, 'query'),
      sort: [],
      skip: 0,
      limit: 0,
    });
    const values = new Map<string, unknown>();
    for (const { doc } of reading?.documents() ?? [])
      for (const value of reach(doc, key).values)
        if (value !== undefined && !(Array.isArray(value) && value.length === 0))
          values.set(encodeOrdered(value).toString('latin1'), value);
    return { values: [...values.values()], ok: 1 };
  },
};

const aggregate: Command = {
  members: ['pipeline', 'cursor', 'allowDiskUse', 'hint'],
  run(request, store) {
    if (request.body['aggregate'] === 1) throw unsupported('Aggregating a whole database');
    const namespace = namespaceOf(request);
    const { question, rest } = splitPipeline(docsIn(request.body, 'pipeline'));
    const hint = hintIn(request.body);
    const documents = answerPipeline(ask(store, namespace, { ...question, hint }), rest);
    return store.cursors.first(namespace, documents, numberIn(docIn(request.body, 'cursor'), 'batchSize'));
  },
};

function answerPipeline(reading: Reading | undefined, rest: Doc[]): Iterator<Doc> {
  const counting = countingField(rest);
  if (counting) {
    const n = reading?.count() ?? 0;
    return (n === 0 ? [] : [{ ...(counting.id ? { _id: 1 } : {}), [counting.field]: n }])[Symbol.iterator]();
  }
  const documents = documentsOf(reading, wholly);
  return rest.length === 0 ? documents : runStages(documents, rest)[Symbol.iterator]();
}

/** How a find, count, distinct or aggregate would be answered, and — having answered it — how much was looked at. */
const explain: Command = {
  members: ['verbosity'],
  run({ body, database }, store) {
    const asked = docIn(body, 'explain');
    const name = Object.keys(asked)[0] ?? '';
    const reading = ask(
      store,
      namespaceOf({ name, body: asked, database }),
      explainedQuestion({ name, body: asked, database }),
    );
    const nReturned = reading ? answersOf(reading, name, asked) : 0;
    const plan = reading?.answered.plan;
    const winningPlan = {
      stage: !plan || plan.score === 0 ? 'COLLSCAN' : 'IXSCAN',
      indexNames: plan?.indexes.map(({ name }) => name) ?? [],
      sortedByIndex: plan?.sorted ?? true,
    };
    const { keysExamined = 0, docsExamined = 0 } = reading?.answered ?? {};
    return {
      queryPlanner: { winningPlan },
      executionStats: {
        executionSuccess: true,
        nReturned,
        totalKeysExamined: keysExamined,
        totalDocsExamined: docsExamined,
      },
      ok: 1,
    };
  },
};

/** Answers what is explained, as far as it is the work of the collection. @returns how many documents come of that */
function answersOf(reading: Reading, name: string, asked: Doc): number {
  const isCounted =
    name === 'count' || (name === 'aggregate' && countingField(splitPipeline(docsIn(asked, 'pipeline')).rest));
  if (isCounted) return Math.min(reading.count(), 1);
  const { ofFound } = compileProjection(name === 'find' ? docIn(asked, 'projection') : undefined);
  return [...documentsOf(reading, ofFound)].length;
}

function explainedQuestion({ name, body }: Request): Question {
  if (name === 'find') return findQuestion(body);
  if (name === 'count') return countQuestion(body);
  if (name === 'distinct') return { filter: docIn(body, 'query'), sort: [], skip: 0, limit: 0 };
  if (name === 'aggregate') return { ...splitPipeline(docsIn(body, 'pipeline')).question, hint: hintIn(body) };
  throw unsupported(`Explaining ${name}`);
}

const getMore: Command = {
  members: ['collection', 'batchSize'],
  run({ body, database }, store) {
    return store.cursors.next(
      Number(body['getMore']),
      `${database}.${String(body['collection'])}`,
      numberIn(body, 'batchSize'),
    );
  },
};

const killCursors: Command = {
  members: ['cursors'],
  run({ body }, store) {
    const ids = Array.isArray(body['cursors']) ? body['cursors'] : [];
    const cursorsKilled = ids.filter((id) => store.cursors.kill(Number(id)));
    const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
  },
};

export const readCommands: Record<string, Command> = {
  find,
  count,
  distinct,
  aggregate,
  explain,
  getMore,
  killCursors,
};
