import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Answered } from '../http/index.ts';
import type { BreakerState, ProviderCall } from '../providers/index.ts';
import type { Backlog } from './backlog.ts';

/** What is asked for when somebody looks at the metrics, and not before. */
export interface MetricsSources {
  /** Payments that wait for the schedule to ask their provider. */
  reconciler: () => Promise<Backlog>;
  /** Payments of which something still has to follow from their events. */
  effects: () => Promise<Backlog>;
  storeBytes: () => Promise<number>;
}

/** Counts what happens. No label is an id, a name or anything that callers make up, so their number stays small. */
export interface Metrics {
  registry: Registry;
  answered(answered: Answered): void;
  providerCalled(call: ProviderCall): void;
  breakerChanged(change: { provider: string; operation: string; to: BreakerState }): void;
  /** One event of a payment, which is also the edge of its life that it went along. */
  paymentEvent(event: { type: string; method?: string | undefined; provider?: string | undefined }): void;
}

const breakerLevels: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Those of one engine; a process may run several. */
export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'hub_http_request_duration_seconds',
    help: 'How long requests took, provider calls included, by the pattern of their route',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const own = new Histogram({
    name: 'hub_http_own_duration_seconds',
    help: 'How long requests took without the time in which a provider was waited for',
    labelNames: ['route'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  const refused = new Counter({
    name: 'hub_http_problems_total',
    help: 'Requests that were answered with a problem, by its type',
    labelNames: ['problem'] as const,
    registers,
  });
  const events = new Counter({
    name: 'hub_payment_events_total',
    help: 'Events of payments, each a step of their life, by the method and provider at that moment',
    labelNames: ['event', 'method', 'provider'] as const,
    registers,
  });
  const calls = new Histogram({
    name: 'hub_provider_call_duration_seconds',
    help: 'How long operations at providers took, by how they went',
    labelNames: ['provider', 'operation', 'outcome'] as const,
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30],
    registers,
  });
  const breakers = new Gauge({
    name: 'hub_provider_breaker_state',
    help: 'Whether a provider is left alone: 0 closed (calls go through), 1 half-open, 2 open',
    labelNames: ['provider', 'operation'] as const,
    registers,
  });
  const webhooks = new Counter({
    name: 'hub_webhooks_total',
    help: 'Webhooks by provider and verdict: read, or why not',
    labelNames: ['provider', 'verdict'] as const,
    registers,
  });
  const backlog = (name: string, what: string, ask: () => Promise<Backlog>) => {
    const oldest = new Gauge({
      name: `hub_${name}_oldest_seconds`,
      help: `For how long the oldest of ${what} has been due`,
      registers,
    });
    return new Gauge({
      name: `hub_${name}_backlog`,
      help: `How many of ${what} are due; counted up to 10,000`,
      registers,
      async collect() {
        const { due, oldestMs } = await ask();
        this.set(due);
        oldest.set(oldestMs / 1000);
      },
    });
  };
  backlog('reconciler', 'the payments whose provider has to be asked', sources.reconciler);
  backlog('effects', 'the payments from whose events something has to follow', sources.effects);
  new Gauge({
    name: 'hub_store_bytes',
    help: 'How much the database takes on disk',
    registers,
    async collect() {
      this.set(await sources.storeBytes());
    },
  });

  return {
    registry,
    answered({ method, route, status, problem, ms, providerMs }) {
      const known = methods.has(method) ? method : 'other';
      requests.observe({ method: known, route, status: String(status) }, ms / 1000);
      own.observe({ route }, Math.max(0, ms - providerMs) / 1000);
      if (problem) refused.inc({ problem });
    },
    providerCalled({ provider, operation, outcome, because, ms, breaker }) {
      calls.observe({ provider, operation, outcome }, ms / 1000);
      breakers.set({ provider, operation }, breakerLevels[breaker]);
      if (operation === 'readWebhook')
        webhooks.inc({ provider, verdict: outcome === 'read' ? 'read' : (because ?? outcome) });
    },
    breakerChanged: ({ provider, operation, to }) => breakers.set({ provider, operation }, breakerLevels[to]),
    paymentEvent: ({ type, method = 'none', provider = 'none' }) => events.inc({ event: type, method, provider }),
  };
}
