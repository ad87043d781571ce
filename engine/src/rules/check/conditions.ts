import type { Condition } from '@pih/schemas';
import type { Finding } from './finding.ts';
import type { Lookup } from './known.ts';
import { comparisonFaults } from './values.ts';

/** How deep a condition may be nested, and how many comparisons it may make. The evaluation copies it by recursion. */
export const conditionLimits = { depth: 50, comparisons: 1000 };

/** Rules about conditions that are beyond these limits, and therefore cannot be asked. */
export const conditionDepthRules: ReadonlySet<string> = new Set(['tooDeep', 'tooMany']);

interface Part {
  condition: Condition;
  path: string;
  depth: number;
}

function partsOf({ condition, path, depth }: Part): Part[] {
  const inside = (part: Condition, at: string): Part => ({ condition: part, path: `${path}/${at}`, depth: depth + 1 });
  if ('all' in condition) return condition.all.map((part, index) => inside(part, `all/${index}`));
  if ('any' in condition) return condition.any.map((part, index) => inside(part, `any/${index}`));
  return 'not' in condition ? [inside(condition.not, 'not')] : [];
}

/** What is wrong with a condition, first to last; however deep it is nested, the call stack stays flat. */
export function* conditionFaults(condition: Condition, path: string, known: Lookup): Generator<Finding> {
  const waiting: Part[] = [{ condition, path, depth: 1 }];
  let comparisons = 0;
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (part.depth > conditionLimits.depth) {
      yield {
        path,
        rule: 'tooDeep',
        message: `nests its conditions more than ${conditionLimits.depth} deep.`,
        params: { limit: conditionLimits.depth },
      };
      return;
    }
    if ('fact' in part.condition) {
      comparisons += 1;
      if (comparisons > conditionLimits.comparisons) {
        yield {
          path,
          rule: 'tooMany',
          message: `makes more than ${conditionLimits.comparisons} comparisons.`,
          params: { limit: conditionLimits.comparisons },
        };
        return;
      }
      yield* comparisonFaults(part.condition, part.path, known);
    } else for (const inner of partsOf(part).toReversed()) waiting.push(inner);
  }
}
