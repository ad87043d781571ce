import { Blocks, Gauge, LayoutDashboard, Mail, Send, Settings, ShieldUser, Store, Workflow } from '@lucide/vue';
import type { Kind } from '@pih/schemas/types';
import type { Component } from 'vue';
import type { RouteLocationRaw } from 'vue-router';

/** Where the documents of one kind are found in the console. */
export interface Shelf {
  kind: Kind;
  /** Name of the route that lists them, and its path. */
  list: string;
  /** The section of the navigation that they belong to. */
  section: string;
  icon: Component;
}

/** A shelf for each kind; a test compares them with the kinds that there are. */
export const shelves: readonly Shelf[] = [
  { kind: 'flow', list: 'flows', section: 'flows', icon: Workflow },
  { kind: 'checkout', list: 'checkouts', section: 'checkouts', icon: Store },
  { kind: 'provider', list: 'providers', section: 'providers', icon: Blocks },
  { kind: 'dashboard', list: 'dashboards', section: 'dashboards', icon: LayoutDashboard },
  { kind: 'kpi', list: 'kpis', section: 'dashboards', icon: Gauge },
  { kind: 'notification', list: 'messages', section: 'messages', icon: Mail },
  { kind: 'channel', list: 'channels', section: 'messages', icon: Send },
  { kind: 'role', list: 'roles', section: 'people', icon: ShieldUser },
  { kind: 'settings', list: 'settings', section: 'settings', icon: Settings },
];

export function shelfOf(kind: Kind): Shelf {
  const shelf = shelves.find((one) => one.kind === kind);
  if (!shelf) throw new Error(`There is no shelf for documents of the kind "${kind}"`);
  return shelf;
}

/** Shelves that share a section are its tabs. */
export const neighboursOf = (kind: Kind): readonly Shelf[] =>
  shelves.filter(({ section }) => section === shelfOf(kind).section);

/** The page of one document, on one of its tabs. */
export const pageOf = (
  kind: Kind,
  id: string,
  tab?: 'json' | 'history',
  query: Record<string, string> = {},
): RouteLocationRaw => ({
  name: `document-${kind}`,
  params: { id },
  query: { ...(tab && { tab }), ...query },
});
