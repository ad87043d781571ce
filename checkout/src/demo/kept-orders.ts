import type { World } from '../world.ts';
import type { KeptOrder } from './options.ts';

const name = 'demo.orders';
const most = 5;

/** The orders of this visit, newest first. */
export function keptOrders(world: Pick<World, 'recall'>): KeptOrder[] {
  // Only this page writes here, but an older version of it may have written something else.
  try {
    const kept: unknown = JSON.parse(world.recall(name) ?? '[]');
    return Array.isArray(kept) ? (kept as KeptOrder[]) : [];
  } catch {
    return [];
  }
}

export const keepOrder = (world: Pick<World, 'recall' | 'remember'>, order: KeptOrder): void =>
  world.remember(name, JSON.stringify([order, ...keptOrders(world)].slice(0, most)));
