import { ForgedWebhook, isSameText, type News, type RawWebhook } from '../providers/index.ts';
import { providerOf } from './connectors.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { closeLeftovers } from './closing.ts';
import type { Hint } from './hints.ts';
import { refreshAttempt } from './news.ts';
import type { StoredAttempt } from './payment.ts';
import { OutcomeUnknown, ProviderUnknown } from './problems.ts';
import { refreshConcerned } from './refunds.ts';

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
  for (const { attempt, reference, refund, proof } of await connector.readWebhook(raw)) {
    const payment = await deps.payments.findOne(
      attempt ? { 'attempts.id': attempt } : { 'attempts.reference': reference, 'attempts.provider': providerId },
    );
    const about = payment?.attempts.find(
      (each) => each.provider === providerId && (attempt ? each.id === attempt : each.reference === reference),
    );
    if (!payment || !about) continue;
    if (!isProven(proof, about)) throw new ForgedWebhook({ provider: providerId });
    if (connector.newsIsUnsigned && !(await isFollowed({ provider: providerId, attempt: about.id, sender }))) continue;
    const asked = await refreshAttempt(deps, payment, about.id, actor);
    const settled = await closeLeftovers(deps, asked.payment, actor);
    await refreshConcerned(deps, settled, actor, refund);
    // Nobody may ever ask about an attempt that has ended, so what could not be looked up has to come again.
    if (asked.outcome.kind === 'unknown') throw new OutcomeUnknown({ provider: provider.title });
  }
}

/** Whether the attempt remembers what the news has to know; news that has to know nothing is proven already. */
function isProven(proof: News['proof'], { memory }: StoredAttempt): boolean {
  if (!proof) return true;
  const remembered = Object.hasOwn(memory, proof.memory) ? memory[proof.memory] : undefined;
  return remembered !== undefined && isSameText(proof.value, remembered);
}
