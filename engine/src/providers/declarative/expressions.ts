import jsonata from 'jsonata';

/** A mapping of the document cannot be worked out. The message is for whoever wrote the document. */
export class MappingFault extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'MappingFault';
  }
}

/**
 * Guards against mappings that would never end. The time is generous, because it is measured on the wall: evaluations of
 * other payments that run meanwhile count too.
 */
const limits = { timeout: 1_000, stack: 100, sequence: 10_000 };

export const isExpression = (text: string): boolean => text.startsWith('=');

/**
 * Compiles `= <JSONata>`.
 * @throws MappingFault for a syntax error, a regular expression (none can be stopped once it runs away) or $eval
 */
export function compile(text: string): jsonata.Expression {
  const source = text.slice(1);
  try {
    const expression = jsonata(source, limits);
    refuseUnbounded(expression.ast());
    return expression;
  } catch (error) {
    if (error instanceof MappingFault) throw error;
    throw new MappingFault(`"${text}" is not JSONata: ${messageOf(error)}`, error);
  }
}

/** Compiles each mapping once, on first use. */
export function createExpressions(): (text: string, context: object) => Promise<unknown> {
  const compiled = new Map<string, jsonata.Expression>();
  return async (text, context) => {
    const expression = compiled.get(text) ?? compile(text);
    compiled.set(text, expression);
    try {
      return await expression.evaluate(context);
    } catch (error) {
      // JSONata's own message quotes values, which may be personal or secret; its code says what is wrong.
      throw new MappingFault(`"${text}" cannot be worked out (JSONata ${codeOf(error)})`);
    }
  };
}

/** JSONata throws plain objects that carry a message. */
const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : 'unknown reason';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'error';

function refuseUnbounded(ast: unknown, seen = new Set<object>()): void {
  if (typeof ast !== 'object' || ast === null || seen.has(ast)) return;
  seen.add(ast);
  const { type, value } = ast as { type?: unknown; value?: unknown };
  if (type === 'regex') throw new MappingFault('Regular expressions are not allowed in mappings');
  if (type === 'variable' && value === 'eval') throw new MappingFault('$eval is not allowed in mappings');
  for (const part of Object.values(ast)) refuseUnbounded(part, seen);
}
