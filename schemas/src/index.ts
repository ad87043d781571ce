export type * from './types.ts';
export { isAdministered, toAdminister } from './administered.ts';
export { applyChanges, changesBetween, mergeChanges, stepsOf, valueAt, type Change, type Conflict } from './changes.ts';
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
export { actionTitles } from './actions.ts';
export { auditActions, type AuditAction } from './audit-actions.ts';
export {
  actionFacts,
  builtInFacts,
  changeFacts,
  factsOf,
  operatorsFor,
  scopeFacts,
  type FactDefinition,
  type FactType,
} from './facts.ts';
export { brokenRule, documentRules, ruleInWords, type DocumentRule, type ParamsOf } from './document-rules.ts';
export { eventReasons, reasonInWords, reasonOf, type EventReason } from './event-reasons.ts';
export {
  definedProblems,
  problem,
  problemBase,
  publishedProblems,
  InvalidInput,
  Problem as ProblemError,
  type ProblemClass,
} from './problems.ts';
export { bundleOf } from './bundle.ts';
export { apiSchemas, isKind, kinds, kindSchemas, parameterSchemas, sharedSchemas } from './registry.ts';
export { bodyErrors, conditionErrors, documentErrors, parseBody, parseDocument } from './validate.ts';
