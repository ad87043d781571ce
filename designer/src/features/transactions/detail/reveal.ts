import type { PaymentEvent } from '@pih/schemas/types';

/**
 * Until when a payment's personal data are shown to somebody, by its history.
 * @returns milliseconds since 1970; undefined when they never asked
 */
export function revealedUntil(events: readonly PaymentEvent[], operator: string | undefined): number | undefined {
  const ends = events.flatMap(({ type, actor, data }) => {
    if (type !== 'personal_data.revealed' || actor.id === undefined || actor.id !== operator) return [];
    const { until } = (data ?? {}) as { until?: unknown };
    const at = typeof until === 'string' ? Date.parse(until) : NaN;
    return Number.isNaN(at) ? [] : [at];
  });
  return ends.length ? Math.max(...ends) : undefined;
}
