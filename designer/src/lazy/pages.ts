import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import MissingPart from './MissingPart.vue';

type Page = NonNullable<RouteRecordRaw['component']>;
type Load = () => Promise<Component>;

const isLoad = (page: Page): page is Load => typeof page === 'function';

/** Nothing is loaded anew by itself: where the reason is not an update, that would never end. */
const orMissing =
  (load: Load): Load =>
  () =>
    load().catch(() => MissingPart);

/** The same routes, and a page that cannot be fetched says so at its own address, where it can be loaded anew. */
export const withMissingPages = (routes: readonly RouteRecordRaw[]): RouteRecordRaw[] =>
  routes.map((route): RouteRecordRaw => {
    const { component, children } = route;
    return {
      ...route,
      ...(component && { component: isLoad(component) ? orMissing(component) : component }),
      ...(children && { children: withMissingPages(children) }),
    } as RouteRecordRaw;
  });
