import { ruleInWords, type ParamsOf } from '@pih/schemas';
import jsonata from 'jsonata';
import { addFunctions } from './functions.ts';
import { createScales, limits, TooLarge } from './limits.ts';

/** A mapping of the document cannot be worked out. The message is for whoever wrote the document. */
export class MappingFault extends Error {
  /** Whether the mapping never ends or grows without bounds, whatever it is given. */
  readonly isUnbounded: boolean;
  constructor(message: string, cause?: unknown, isUnbounded = false) {
    super(message, { cause });
    this.name = 'MappingFault';
    this.isUnbounded = isUnbounded;
  }
}

type MappingRule = 'jsonata' | 'jsonata-regex' | 'jsonata-function';
type Refusal = { [R in MappingRule]: { rule: R; params: ParamsOf<R> } }[MappingRule];

/** A mapping that cannot be used at all, whatever it is given. */
export class RefusedMapping extends MappingFault {
  readonly rule: Refusal['rule'];
  readonly params: Refusal['params'];
  constructor({ rule, params }: Refusal, text: string, cause?: unknown) {
    super(`"${text}" ${ruleInWords(rule, params)}`, cause);
    this.rule = rule;
    this.params = params;
  }
}

export const isExpression = (text: string): boolean => text.startsWith('=');

/**
 * Compiles `= <JSONata>`.
 * @throws MappingFault for a syntax error, a regular expression (none can be stopped once it runs away) or a refused function
 */
export function compile(text: string): jsonata.Expression {
  const source = text.slice(1);
  try {
    const expression = jsonata(source, limits);
    refuseUnsafe(expression.ast(), text);
    addFunctions(expression);
    weighEachStep(expression);
    return expression;
  } catch (error) {
    if (error instanceof MappingFault) throw error;
    // People count the sign "=" before it too.
    const params = { why: messageOf(error), position: positionOf(error) + 1 };
    throw new RefusedMapping({ rule: 'jsonata', params }, text, error);
  }
}

/** Compiles each mapping once, on first use. */
export function createExpressions(): (text: string, context: object) => Promise<unknown> {
  const compiled = new Map<string, jsonata.Expression>();
  return async (text, context) => {
    const expression = compiled.get(text) ?? compile(text);
    compiled.set(text, expression);
    return evaluate(expression, text, context);
  };
}

/** @throws MappingFault */
async function evaluate(expression: jsonata.Expression, text: string, context: object): Promise<unknown> {
  try {
    return (await expression.evaluate(context)) as unknown;
  } catch (error) {
    // JSONata's own message quotes values, which may be personal or secret; its code says what is wrong.
    const code = codeOf(error);
    const message = `"${text}" cannot be worked out (${error instanceof TooLarge ? code : `JSONata ${code}`})`;
    throw new MappingFault(message, undefined, unbounded.has(code));
  }
}

/** Time-out, too deep, a range and a list that are too long, a value that is too large. */
const unbounded = new Set(['D1011', 'D1012', 'D2014', 'D2015', 'size limit']);

/** JSONata calls what is bound to this symbol after each step; its types know names only. */
const afterStep: unknown = Symbol.for('jsonata.__evaluate_exit');
function weighEachStep(expression: jsonata.Expression): void {
  const scales = createScales();
  expression.assign(afterStep as string, (_expression: unknown, _input: unknown, _scope: unknown, value: unknown) =>
    scales(value),
  );
}

/** JSONata throws plain objects that carry a message. */
const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : 'unknown reason';

/** How many signs of the mapping were read when it made no sense any more. */
const positionOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'position' in error ? Number(error.position) : 0;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'error';

/**
 * What runs any text, and what answers otherwise each time: a call that is repeated has to be the same call, and the time is
 * the hub's own, `now`.
 */
const refused = new Set(['eval', 'now', 'millis', 'random', 'shuffle']);

function refuseUnsafe(ast: unknown, text: string, seen = new Set<object>()): void {
  if (typeof ast !== 'object' || ast === null || seen.has(ast)) return;
  seen.add(ast);
  const { type, value } = ast as { type?: unknown; value?: unknown };
  if (type === 'regex') throw new RefusedMapping({ rule: 'jsonata-regex', params: {} }, text);
  if (type === 'variable' && refused.has(String(value)))
    throw new RefusedMapping({ rule: 'jsonata-function', params: { function: String(value) } }, text);
  for (const part of Object.values(ast)) refuseUnsafe(part, text, seen);
}
