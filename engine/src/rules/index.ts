export { checkCondition, checkFacts, checkFlow, knownTo, type FlowProblem, type Known } from './check/index.ts';
export { verdictOf, type Verdict } from './certain.ts';
export { compileFlow, type CompiledFlow } from './compile.ts';
export { questionOf, type Answer, type Question } from './conditions.ts';
export { decide, type FlowDecision, type Occasion } from './decide.ts';
export { decideOffers, previewOffers, type Offered, type OffersQuestion } from './decide-offers.ts';
export { explain, explainDecision, type Explanation } from './explain.ts';
export {
  deviceOf,
  gatherFacts,
  type Device,
  type Facts,
  type FactValue,
  type KnownPayment,
  type LaterFacts,
} from './facts.ts';
export { allOf, anyOf, filterOf, type StoredFact, type StoredFacts } from './filter.ts';
export { failed, runTests, type FailedTest } from './flow-tests.ts';
export { providersByMethod, withinProviders, type CarryingProvider } from './providers.ts';
export { walk, type Walked } from './walk.ts';
export { isAmong, stickyKeyOf, type StickyKey } from './split.ts';
export {
  atNodes,
  doubts,
  examineFlow,
  type Examination,
  type Finding,
  type Manner,
  type Surroundings,
} from './prove/index.ts';
