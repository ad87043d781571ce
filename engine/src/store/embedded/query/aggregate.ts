import { Aggregator } from 'mingo/aggregator';
import { badValue, unsupported } from '../errors.ts';
import type { Doc } from '../values/types.ts';
import { compileFilter } from './filter.ts';
import { askMingo, mingoOptions } from './mingo.ts';
import { sorted, sortOf } from './order.ts';
import type { Question } from './read.ts';

type Stage = readonly [name: string, spec: unknown];
type StageRunner = (docs: Iterable<Doc>, spec: unknown) => Iterable<Doc>;

const byMingo =
  (name: string): StageRunner =>
  (docs, spec) =>
    askMingo(() => new Aggregator([{ [name]: spec }], mingoOptions).run<Doc>([...docs]));

/** The stages of the subset. Those whose order or comparison matters are our own; mingo computes the rest. */
const stages: Readonly<Record<string, StageRunner>> = {
  $match: (docs, spec) => [...docs].filter(compileFilter(spec as Doc)),
  $sort: (docs, spec) => sorted(docs, (doc) => doc, sortOf(spec)),
  $limit: (docs, spec) => [...docs].slice(0, wholeNumber('$limit', spec, 1)),
  $skip: (docs, spec) => [...docs].slice(wholeNumber('$skip', spec, 0)),
  $count: (docs, spec) => {
    const count = [...docs].length;
    return count > 0 ? [{ [String(spec)]: count }] : [];
  },
  $project: byMingo('$project'),
  $group: byMingo('$group'),
  $unwind: byMingo('$unwind'),
  $addFields: byMingo('$addFields'),
  $set: byMingo('$set'),
  $unset: byMingo('$unset'),
  $replaceRoot: byMingo('$replaceRoot'),
  $replaceWith: byMingo('$replaceWith'),
};

function wholeNumber(name: string, value: unknown, least: number): number {
  if (!Number.isInteger(value) || Number(value) < least)
    throw badValue(`${name} needs a whole number from ${least} on`);
  return Number(value);
}

function stagesOf(pipeline: readonly Doc[]): Stage[] {
  return pipeline.map((stage) => {
    const [entry, ...others] = Object.entries(stage);
    if (!entry || others.length > 0) throw badValue('A pipeline stage must have exactly one field');
    if (!Object.hasOwn(stages, entry[0])) throw unsupported(`The stage ${entry[0]}`, 40324, 'Location40324');
    return entry;
  });
}

/** Runs stages over documents at hand. @throws CommandError for stages and operators outside the subset */
export function runStages(docs: Iterable<Doc>, pipeline: readonly Doc[]): Doc[] {
  return [
    ...stagesOf(pipeline).reduce<Iterable<Doc>>((left, [name, spec]) => stages[name]?.(left, spec) ?? left, docs),
  ];
}

/**
 * Splits a pipeline into what a collection answers by itself — leading $match, $sort, $skip and $limit, with its indexes —
 * and the stages that remain to be run over that answer.
 */
export function splitPipeline(pipeline: readonly Doc[]): { question: Question; rest: Doc[] } {
  const rest = [...stagesOf(pipeline)];
  const question: Question = { filter: {}, sort: [], skip: 0, limit: 0 };
  if (rest[0]?.[0] === '$match') question.filter = rest.shift()?.[1] as Doc;
  if (rest[0]?.[0] === '$sort') question.sort = sortOf(rest.shift()?.[1]);
  if (rest[0]?.[0] === '$skip') question.skip = wholeNumber('$skip', rest.shift()?.[1], 0);
  if (rest[0]?.[0] === '$limit') question.limit = wholeNumber('$limit', rest.shift()?.[1], 1);
  return { question, rest: rest.map(([name, spec]) => ({ [name]: spec })) };
}

/** The pipeline that drivers send for countDocuments, and $count: nothing is left to do but to count. */
export function countingField(rest: readonly Doc[]): { id: boolean; field: string } | undefined {
  const [stage, ...others] = rest;
  if (!stage || others.length > 0) return undefined;
  if (typeof stage['$count'] === 'string') return { id: false, field: stage['$count'] };
  return JSON.stringify(stage) === '{"$group":{"_id":1,"n":{"$sum":1}}}' ? { id: true, field: 'n' } : undefined;
}
