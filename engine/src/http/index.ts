export {
  newRouter,
  type Caller,
  type HubContext,
  type HubMiddleware,
  type HubRouter,
  type HubState,
  type Intention,
} from './context.ts';
export type { Filter, Limit, PersonalField, Scope, ScopeFacts, Viewer } from './viewer.ts';
export {
  CsrfTokenMissing,
  SecondFactorNeeded,
  decisionOf,
  furtherOf,
  may,
  mayAlso,
  mustAlso,
  open,
  Forbidden,
  NotSignedIn,
} from './decide.ts';
export { chapters, described, leftOut, marked, markOf, type Description, type Mark } from './describe.ts';
export { query, queryOf } from './query.ts';
export { readBody } from './body.ts';
export { healthRoutes, type Check } from './health.ts';
export { input, inputOf } from './input.ts';
export { markRoutes } from './marks.ts';
export { networkOf } from './network.ts';
export { pageRoutes, type Pages } from './pages.ts';
export { openApiRoutes } from './openapi/index.ts';
export { NotFound, problems, Unexpected } from './problems.ts';
export { problemTypeRoutes } from './problem-types.ts';
export { refuseCardNumbersAround } from './card-numbers.ts';
export { drainable, type Draining } from './draining.ts';
export { limitedByAddress, limitedByCaller, limitedByCheckout, type RateLimits } from './limited.ts';
export { named, type Answered } from './named.ts';
export { createLimitedServer, type ServerLimits } from './server.ts';
export { notReadyYet } from './not-ready.ts';
export { passOverOffers } from './upgrades.ts';
export { permissionsPolicy, securityHeaders, unstored } from './surroundings.ts';
export { whileAsked } from './hung-up.ts';
