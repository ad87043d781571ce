import type { Logger } from 'pino';
import type { BreakerChange, ProviderCall } from '../providers/index.ts';
import { waitedForProvider } from '../request-scope.ts';
import type { Metrics } from './metrics.ts';

/** What is done with what connectors tell: it is logged with the request it belongs to, counted, and not the hub's own time. */
export const hearingProviders = (log: Logger, metrics: Metrics) => ({
  observe(call: ProviderCall): void {
    const { provider, operation, paymentId, ms, outcome, because } = call;
    waitedForProvider(ms);
    metrics.providerCalled(call);
    log.info({ provider, operation, payment: paymentId, ms: Math.round(ms), outcome, because }, 'provider called');
  },
  breakerChanged(change: BreakerChange): void {
    metrics.breakerChanged(change);
    log.warn(change, 'a provider stopped answering, or answers again');
  },
});
