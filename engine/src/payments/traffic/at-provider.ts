import type { PaymentDependencies } from '../dependencies.ts';
import { providerOf } from '../paying/connectors.ts';
import type { StoredAttempt, StoredPayment, StoredRefund } from '../record/payment.ts';

/** An attempt as its provider has it on its books, in sums of minor units. */
export interface AttemptAtProvider {
  /** The id of the provider's document. */
  provider: string;
  reference: string;
  parts: Readonly<Record<string, string>>;
  shop: { payment: string; reference: string; attempt: string };
  method?: string;
  amount: number;
  currency: string;
  capture: StoredPayment['capture'];
  state: 'processing' | 'held' | 'paid' | 'canceled' | 'expired';
  taken: number;
  webhookUrl: string;
  startedAt: Date;
  changedAt: Date;
  refunds: { id: string; reference: string; amount: number; isPending: boolean; at: Date }[];
}

/** A page that nobody paid on is closed by now; of an open one its provider will say so when it is asked. */
function stateOf({ state, isProcessing, reason }: StoredAttempt): AttemptAtProvider['state'] {
  if (state === 'paid') return 'paid';
  if (state === 'authorized') return 'held';
  if (isProcessing) return 'processing';
  return reason === 'canceled_by_shopper' ? 'canceled' : 'expired';
}

/** What the provider gave back: an answer that was lost was lost on the way, and the refund made. */
const isMade = ({ state, reference }: StoredRefund): boolean => state !== 'failed' && reference !== undefined;

/** How the attempts of a payment stand at their providers, so that whoever plays those can go on with them. */
export function atProviders(
  deps: Pick<PaymentDependencies, 'live' | 'publicUrl'>,
  payment: StoredPayment,
): AttemptAtProvider[] {
  const { _id, total, captured, capture, reference: order, refunds } = payment;
  return payment.attempts.flatMap((attempt) => {
    const { id, provider, reference, method, memory, surplus, startedAt, endedAt = startedAt } = attempt;
    if (reference === undefined) return [];
    const offered = providerOf(deps, provider)?.methods.find((each) => each.method === method);
    const state = stateOf(attempt);
    return {
      ...{ provider, reference, parts: memory, capture, state, startedAt, changedAt: endedAt },
      shop: { payment: _id, reference: order, attempt: id },
      ...(offered?.providerMethod && { method: offered.providerMethod }),
      ...(surplus ?? total),
      taken: state === 'paid' ? (surplus?.amount ?? captured) : 0,
      webhookUrl: `${deps.publicUrl}/webhooks/${provider}`,
      refunds: refunds
        .filter((refund) => refund.attempt === id && isMade(refund))
        .map(({ id: refund, reference: name = '', amount, state: stands, isUnknown, createdAt: at }) => ({
          ...{ id: refund, reference: name, amount, isPending: stands === 'pending' && !isUnknown, at },
        })),
    };
  });
}
