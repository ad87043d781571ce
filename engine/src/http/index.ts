export {
  newRouter,
  type Caller,
  type HubContext,
  type HubMiddleware,
  type HubRouter,
  type HubState,
  type Intention,
} from './context.ts';
export { CsrfTokenMissing, decisionOf, may, open, Forbidden, NotSignedIn } from './decide.ts';
export { readBody } from './body.ts';
export { healthRoutes } from './health.ts';
export { input, inputOf } from './input.ts';
export { markRoutes } from './marks.ts';
export { networkOf } from './network.ts';
export { pageRoutes, type Pages } from './pages.ts';
export { problems } from './problems.ts';
export { problemTypeRoutes } from './problem-types.ts';
export { limited, named, securityHeaders, unstored } from './surroundings.ts';
