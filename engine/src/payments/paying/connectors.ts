import type { Provider } from '@pih/schemas';
import type { AttemptContext, Connector, Outcome } from '../../providers/index.ts';
import { brandOf } from '../decisions/brand.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { StoredAttempt, StoredPayment } from '../record/payment.ts';
import { ProviderUnavailable } from '../problems.ts';

/** A provider's document, whether or not it is switched off or out of use: what was paid through it can still be refunded. */
export function providerOf({ live }: Pick<PaymentDependencies, 'live'>, id: string): Provider | undefined {
  return live().evenArchived('provider', id)?.document;
}

/** @throws ProviderUnavailable when the document is gone, or what its connector throws when a secret is missing */
export async function connectorOf(
  deps: PaymentDependencies,
  attempt: Pick<StoredAttempt, 'provider' | 'method'>,
): Promise<Connector> {
  const provider = providerOf(deps, attempt.provider);
  if (!provider) throw new ProviderUnavailable({ method: attempt.method });
  return deps.connector(provider);
}

export const checkoutUrl = (
  { publicUrl }: Pick<PaymentDependencies, 'publicUrl'>,
  { checkoutToken }: StoredPayment,
): string => `${publicUrl}/checkout/${checkoutToken}`;

/** Whether the provider has not said how it ended: it is asked again before anything else happens. */
export const isUnsettled = ({ kind }: Outcome): boolean =>
  kind === 'unknown' || kind === 'pending' || kind === 'processing';

/** What a connector is told about an attempt. */
export async function attemptContext(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attempt: StoredAttempt,
): Promise<AttemptContext> {
  const back = `${deps.publicUrl}/v1/checkout/${payment.checkoutToken}/return/${attempt.id}`;
  const method = providerOf(deps, attempt.provider)?.methods.find(({ method }) => method === attempt.method);
  const brand = await brandOf(deps, payment);
  return {
    payment: {
      id: payment._id,
      reference: payment.reference,
      ...(payment.description && { description: payment.description }),
      total: payment.total,
      capture: payment.capture,
      shopper: payment.shopper,
      language: payment.language ?? payment.shopper.language ?? brand?.languages[0] ?? 'en',
      brandName: brand?.merchantName ?? payment.brand,
      requirements: payment.decision?.requirements ?? [],
      channel: payment.channel,
      metadata: payment.metadata,
      expiresAt: payment.expiresAt,
    },
    attempt: {
      id: attempt.id,
      method: attempt.method,
      ...(method?.providerMethod && { providerMethod: method.providerMethod }),
      ...(attempt.reference && { reference: attempt.reference }),
      memory: attempt.memory,
      startedAt: attempt.startedAt,
      // Only the attempt that the payment waits for may take what the shopper agreed to; an abandoned one may not.
      isCurrent: payment.state === 'pending' && (attempt.state === 'pending' || attempt.state === 'starting'),
    },
    items: payment.items,
    returnUrl: back,
    cancelUrl: `${back}?back=1`,
    webhookUrl: `${deps.publicUrl}/webhooks/${attempt.provider}`,
  };
}

/** The shortest time that a provider is known to remember a key: PayPal an order's for six hours, Stripe any for a day. */
const keyKeptMs = 6 * 3_600_000;

/** Whether a call may be repeated under its key: later, the provider might take it for a new one and do it twice. */
export const isKeyKept = (firstUsedAt: Date, now: Date): boolean => now.getTime() - firstUsedAt.getTime() < keyKeptMs;
