import type { Explanation, Flow } from '@pih/schemas';
import type { Documents } from '../config/index.ts';
import { compileFlow, explainDecision, stickyKeyOf } from '../rules/index.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { NotDecided } from './problems.ts';

/** The documents as they once were. */
export type EarlierDocuments = Pick<Documents, 'revision' | 'liveAt'>;

/**
 * Explains the decision that a payment keeps, by the documents that were live when it was made: whatever was published since,
 * the explanation stays the same.
 * @throws PaymentNotFound, NotDecided
 */
export async function explainedDecision(
  { payments }: Pick<PaymentDependencies, 'payments'>,
  documents: EarlierDocuments,
  id: string,
): Promise<Explanation> {
  const { decision, shopper } = await payments.get(id);
  if (!decision) throw new NotDecided({});
  const at = new Date(decision.at);
  const [flow, providers, [settings]] = await Promise.all([
    documents.revision('flow', decision.flow, decision.revision),
    documents.liveAt('provider', at),
    documents.liveAt('settings', at),
  ]);
  return explainDecision(decision, {
    // What was published fitted its schema.
    flow: compileFlow(flow.document as Flow),
    providers: new Map(providers.map((provider) => [provider.id, provider])),
    settings: settings ?? {},
    stickyKey: stickyKeyOf(shopper, id),
  });
}
