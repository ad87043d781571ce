export type * from './types.ts';
export {
  add,
  currencies,
  exponentOf,
  formatMoney,
  fromDecimal,
  isCurrency,
  subtract,
  toDecimal,
  zero,
} from './money.ts';
export { newId, isId, type Id, type IdKind } from './ids.ts';
export { builtInFacts, factsOf, operatorsFor, type FactDefinition, type FactType } from './facts.ts';
export {
  definedProblems,
  problem,
  problemBase,
  publishedProblems,
  InvalidInput,
  Problem as ProblemError,
  type ProblemClass,
} from './problems.ts';
export { apiSchemas, isKind, kinds, kindSchemas, parameterSchemas, sharedSchemas } from './registry.ts';
export { bodyErrors, conditionErrors, documentErrors, parseBody, parseDocument } from './validate.ts';
