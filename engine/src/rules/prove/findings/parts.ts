import type { Condition } from '@pih/schemas';
import type { Drawing } from '../drawing.ts';
import { found, type Finding } from '../finding.ts';
import type { Question } from '../questions.ts';
import type { Refinery } from '../refine.ts';
import type { State } from '../states.ts';

/** Longer groups are not looked into: every part of one is held against all others. */
const mostParts = 40;

/** A part that makes no difference. */
interface Idle {
  rule: 'partAlwaysHolds' | 'partNeverHolds';
  path: string;
  part: Condition;
}

/** The facts that a condition asks about, each once. */
function factsOf(condition: Condition): string[] {
  if ('fact' in condition) return [condition.fact];
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition.not];
  return [...new Set(parts.flatMap(factsOf))];
}

/**
 * Parts that could be left out: of an `all` group those that hold whenever all others do, of an `any` group those that never
 * hold when none of the others does. Of two that say the same the later one could go.
 */
function* idleParts(
  condition: Condition,
  question: Question,
  states: readonly State[],
  refinery: Refinery,
  path: string,
): Generator<Idle> {
  if ('not' in condition) {
    if (question.ask === 'not') yield* idleParts(condition.not, question.part, states, refinery, `${path}/not`);
    return;
  }
  if ('fact' in condition || (question.ask !== 'all' && question.ask !== 'any')) return;
  const isAll = 'all' in condition;
  const parts = isAll ? condition.all : condition.any;
  if (parts.length > mostParts || question.parts.length !== parts.length) return;
  // Who is left by each part when those before have been asked.
  const left = [states];
  for (const [index, each] of question.parts.entries()) {
    const { yes, no } = refinery.part(left[index] ?? [], each);
    left.push(isAll ? yes : no);
  }
  // Somebody has to get through the whole group, or the whole condition is idle and said to be.
  if (!left.at(-1)?.length) return;
  const kept: Question[] = [];
  for (let index = parts.length - 1; index >= 0; index--) {
    const [part, asked] = [parts[index], question.parts[index]];
    if (!part || !asked) continue;
    const others = kept.reduce<readonly State[]>((some, each) => {
      const { yes, no } = refinery.part(some, each);
      return isAll ? yes : no;
    }, left[index] ?? []);
    const { yes, no } = refinery.part(others, asked);
    const at = `${path}/${isAll ? 'all' : 'any'}/${index}`;
    if (parts.length > 1 && (isAll ? no : yes).length === 0)
      yield { rule: isAll ? 'partAlwaysHolds' : 'partNeverHolds', path: at, part };
    else {
      kept.push(asked);
      yield* idleParts(part, asked, others, refinery, at);
    }
  }
}

/** Parts of conditions that cannot matter for any payment that gets there. */
export async function* aboutParts(drawing: Drawing): AsyncGenerator<Finding> {
  const { flow, graph, walked, conditions, faulty, refinery } = drawing;
  for (const [index, node] of flow.nodes.entries()) {
    await drawing.giveWay();
    if (node.type !== 'condition' || faulty.has(node.id) || graph.nodes.get(node.id) !== node) continue;
    const [question, crowds] = [conditions.get(node.id), walked?.arrivals.get(node.id)];
    const leaving = walked?.departures.get(node.id);
    if (!question || !crowds || !leaving?.get('yes')?.length || !leaving.get('no')?.length) continue;
    const states = crowds.flatMap((crowd) => crowd.states);
    const idle = [...idleParts(node.data.when, question, states, refinery, `/nodes/${index}/data/when`)];
    for (const { rule, path, part } of idle.toReversed()) yield found(rule, { fact: factsOf(part) }, { path, node });
  }
}
