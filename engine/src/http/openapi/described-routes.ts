import type { ApiBody } from '@pih/schemas';
import type { HubRouter } from '../context.ts';
import { decisionOf, furtherOf, type Decision, type Further } from '../decide.ts';
import { markOf, type Description, type Mark } from '../describe.ts';

/** A route with all that its middleware says about it. */
export interface Route {
  /** In small letters, as OpenAPI writes it. */
  method: string;
  /** As the router has it, such as `/v1/payments/:id`. */
  path: string;
  decision?: Decision;
  further?: Further;
  description?: Description;
  leftOut?: string;
  body?: ApiBody;
  query?: ApiBody;
  isIdempotent?: true;
  problems: NonNullable<Mark['problems']>;
}

export type DescribedRoute = Route & { decision: Decision; description: Description };

type Layer = HubRouter['stack'][number];

function routeOf({ methods, path, stack }: Layer): Route {
  const marks = stack.flatMap((middleware) => markOf(middleware) ?? []);
  const { problems: _own, ...said }: Mark = Object.assign({}, ...marks);
  const decision = stack.map((middleware) => decisionOf(middleware)).find(Boolean);
  const further = stack.map((middleware) => furtherOf(middleware)).find(Boolean);
  return {
    ...said,
    // The router adds HEAD before GET.
    method: (methods.at(-1) ?? '').toLowerCase(),
    path: String(path),
    ...(decision && { decision }),
    ...(further && { further }),
    problems: marks.flatMap(({ problems, description }) => [...(problems ?? []), ...(description?.problems ?? [])]),
  };
}

/** Every route of the routers, in their order. */
export const routesOf = (routers: readonly HubRouter[]): Route[] =>
  routers.flatMap(({ stack }) => stack.filter(({ methods }) => methods.length > 0).map(routeOf));

export const isDescribed = (route: Route): route is DescribedRoute =>
  route.description !== undefined && route.decision !== undefined;
