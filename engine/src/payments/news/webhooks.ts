import { ForgedWebhook, isSameText, type News, type RawWebhook } from '../../providers/index.ts';
import { providerOf } from '../paying/connectors.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { closeLeftovers } from './closing.ts';
import type { Hint } from './hints.ts';
import { refreshAttempt } from './news.ts';
import type { StoredAttempt, StoredPayment } from '../record/payment.ts';
import { OutcomeUnknown, ProviderUnknown } from '../problems.ts';
import { refreshConcerned } from '../actions/refunds.ts';
import type { Heard } from '../webhook-log/index.ts';

/**
 * Takes a provider's news: verified by its connector, then only a reason to look the payment up. So repeats, late news and
 * news in the wrong order change nothing, and news about what the hub does not know is taken and left alone.
 * @throws ProviderUnknown, ForgedWebhook, WebhookNotChecked, OutcomeUnknown: whatever is not answered with a 2xx is sent again
 */
export async function receiveWebhook(
  deps: PaymentDependencies,
  providerId: string,
  raw: RawWebhook,
  { sender, isFollowed }: { sender: string; isFollowed: (hint: Hint) => Promise<boolean> },
): Promise<void> {
  const provider = providerOf(deps, providerId);
  if (!provider) throw new ProviderUnknown({ provider: providerId });
  const connector = await deps.connector(provider);
  const actor = { type: 'provider', id: providerId, name: provider.title } as const;
  const told = await connector.readWebhook(raw).catch(async (error: unknown) => {
    if (error instanceof ForgedWebhook) await noteForged(deps, providerId, raw);
    throw error;
  });
  for (const { attempt, reference, refund, proof } of told) {
    const payment = await deps.payments.findOne(
      attempt ? { 'attempts.id': attempt } : { 'attempts.reference': reference, 'attempts.provider': providerId },
    );
    const about = payment?.attempts.find(
      (each) => each.provider === providerId && (attempt ? each.id === attempt : each.reference === reference),
    );
    if (!payment || !about) continue;
    const isVerified = !connector.newsIsUnsigned;
    const note = (outcome: Heard['outcome'], event?: string): Promise<void> =>
      deps.webhookLog.note(raw, {
        ...{ payment: payment._id, provider: providerId, attempt: about.id, isVerified, outcome },
        ...(event && { event }),
      });
    if (!isProven(proof, about)) {
      await noteForged(deps, providerId, raw, payment);
      throw new ForgedWebhook({ provider: providerId });
    }
    if (connector.newsIsUnsigned && !(await isFollowed({ provider: providerId, attempt: about.id, sender }))) {
      await note('left_aside');
      continue;
    }
    const asked = await refreshAttempt(deps, payment, about.id, actor);
    const settled = await closeLeftovers(deps, asked.payment, actor);
    const latest = await refreshConcerned(deps, settled, actor, refund);
    const event = latest.events.length > payment.events.length ? latest.events.at(-1)?.type : undefined;
    // Nobody may ever ask about an attempt that has ended, so what could not be looked up has to come again.
    if (asked.outcome.kind === 'unknown') {
      await note('unknown', event);
      throw new OutcomeUnknown({ provider: provider.title });
    }
    await note(event ? 'applied' : 'nothing_new', event);
  }
}

/** Our identifiers of attempts, as they stand in what providers send. */
const attemptIds = /att_[0-9A-HJKMNP-TV-Z]{26}/;

/** What pretends to come from a provider is shown beside the payment that it names, if there is one. */
async function noteForged(
  { payments, webhookLog }: PaymentDependencies,
  provider: string,
  raw: RawWebhook,
  known?: StoredPayment,
): Promise<void> {
  const [attempt] = attemptIds.exec(`${raw.url ?? ''} ${raw.body.toString('latin1')}`) ?? [];
  const payment = known ?? (attempt ? await payments.findOne({ 'attempts.id': attempt }) : undefined);
  if (!payment) return;
  const isOurs = payment.attempts.some(({ id }) => id === attempt);
  await webhookLog.note(raw, {
    ...{ payment: payment._id, provider, isVerified: false, outcome: 'refused' },
    ...(isOurs && attempt && { attempt }),
  });
}

/** Whether the attempt remembers what the news has to know; news that has to know nothing is proven already. */
function isProven(proof: News['proof'], { memory }: StoredAttempt): boolean {
  if (!proof) return true;
  const remembered = Object.hasOwn(memory, proof.memory) ? memory[proof.memory] : undefined;
  return remembered !== undefined && isSameText(proof.value, remembered);
}
