import type { Provider } from '@pih/schemas';
import { timeout, TimeoutStrategy } from 'cockatiel';
import type {
  AttemptContext,
  BreakerState,
  Connector,
  ConnectorDeps,
  Operation,
  Outcome,
  ProviderCall,
  RefundOutcome,
  Unknown,
} from '../connector.ts';
import { withDeadline } from '../deadline.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { resilienceOf, type Resilience } from './settings.ts';

type Answer = Outcome | RefundOutcome;

/** The provider did not answer, or nobody could read it. That it knows of no such payment, or declines one, is an answer. */
const isFailure = (answer: unknown): boolean => {
  const { kind, because } = answer as Answer & { because?: unknown };
  return kind === 'unknown' && because !== 'no_reference';
};

/** The call was not made, so whatever the hub does next, nothing happened at the provider. */
const leftAlone: Unknown = { kind: 'unknown', because: 'unreachable' };

/**
 * A connector whose operations end in time, and that leaves a provider alone which has stopped answering: one breaker per
 * operation, so that payments that cannot be begun keep nobody from looking up or refunding those that were.
 *
 * Webhooks have a time-out and no breaker: strangers decide what arrives there, so it would be theirs to open.
 */
export function resilient(connector: Connector, document: Provider, deps: ConnectorDeps): Connector {
  const settings = resilienceOf(document);
  const breakers = new Map<Operation, Breaker>();
  const tell = telling(document.id, deps);

  const breakerOf = (operation: Operation): Breaker => {
    const { failures, coolDownMs } = settings;
    const known =
      breakers.get(operation) ??
      createBreaker({ failures, coolDownMs, isFailure }, (from, to) => tell.changed(operation, from, to));
    breakers.set(operation, known);
    return known;
  };

  const run = <Result extends Answer>(
    operation: Exclude<Operation, 'readWebhook'>,
    { payment }: AttemptContext,
    work: () => Promise<Result>,
  ): Promise<Result | Unknown> => {
    const breaker = breakerOf(operation);
    const about = { operation, paymentId: payment.id };
    return tell.asked<Result | Unknown>(
      about,
      () => breaker.state,
      async () => {
        const done = await breaker.run(() => inTime(settings, operation, work));
        if (!done) return { told: { outcome: 'unknown', because: 'breaker_open' }, result: leftAlone };
        return { told: tellable(done.result), result: done.result };
      },
    );
  };

  const capture = connector.capture?.bind(connector);
  const cancel = connector.cancel?.bind(connector);
  const refund = connector.refund?.bind(connector);
  const lookUpRefund = connector.lookUpRefund?.bind(connector);
  return {
    hasPage: connector.hasPage,
    ...(connector.newsIsUnsigned && { newsIsUnsigned: true }),
    create: (ctx, key) => run('create', ctx, () => connector.create(ctx, key)),
    lookUp: (ctx) => run('lookUp', ctx, () => connector.lookUp(ctx)),
    ...(capture && { capture: (ctx, amount, key) => run('capture', ctx, () => capture(ctx, amount, key)) }),
    ...(cancel && { cancel: (ctx, key) => run('cancel', ctx, () => cancel(ctx, key)) }),
    ...(refund && { refund: (ctx, asked, key) => run('refund', ctx, () => refund(ctx, asked, key)) }),
    ...(lookUpRefund && { lookUpRefund: (ctx, asked) => run('lookUpRefund', ctx, () => lookUpRefund(ctx, asked)) }),
    readWebhook: (raw) =>
      tell.asked(
        { operation: 'readWebhook' },
        () => 'closed',
        async () => {
          const result = await inTime(settings, 'readWebhook', () => connector.readWebhook(raw));
          return { told: { outcome: 'read' }, result };
        },
      ),
  };
}

/** Ends the calls of an operation when its time is over; the connector then says what that means. */
function inTime<Result>(settings: Resilience, operation: Operation, work: () => Promise<Result>): Promise<Result> {
  const strategy = TimeoutStrategy.Cooperative;
  // What one operation asks for may serve others after it, such as an access token: its end aborts nothing.
  return timeout(settings.timeoutMs(operation), { strategy, abortOnReturn: false }).execute(({ signal }) =>
    withDeadline(signal, work),
  );
}

const tellable = (answer: Answer): Pick<ProviderCall, 'outcome' | 'because'> =>
  answer.kind === 'unknown' ? { outcome: 'unknown', because: answer.because } : { outcome: answer.kind };

/** Tells whoever watches; watching changes nothing about what is watched. */
function telling(provider: string, { observe, breakerChanged }: ConnectorDeps) {
  const quietly = (work: () => void): void => {
    try {
      work();
    } catch {
      // A metric that cannot be counted must not make a payment fail.
    }
  };

  return {
    changed: (operation: Operation, from: BreakerState, to: BreakerState): void =>
      quietly(() => breakerChanged?.({ provider, operation, from, to })),

    async asked<Result>(
      about: Pick<ProviderCall, 'operation' | 'paymentId'>,
      breaker: () => BreakerState,
      work: () => Promise<{ told: Pick<ProviderCall, 'outcome' | 'because'>; result: Result }>,
    ): Promise<Result> {
      const began = performance.now();
      const tell = (told: Pick<ProviderCall, 'outcome' | 'because'>): void =>
        quietly(() => observe?.({ provider, ...about, ...told, ms: performance.now() - began, breaker: breaker() }));
      try {
        const { told, result } = await work();
        tell(told);
        return result;
      } catch (error) {
        tell({ outcome: 'failed', because: error instanceof Error ? error.name : 'unknown' });
        throw error;
      }
    },
  };
}
