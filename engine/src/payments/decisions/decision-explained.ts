import type { Explanation, Flow } from '@pih/schemas';
import type { Documents } from '../../config/index.ts';
import { compileFlow, explainDecision, stickyKeyOf } from '../../rules/index.ts';
import type { Viewer } from '../../http/index.ts';
import { concealed } from '../sight/conceal.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { NotDecided } from '../problems.ts';
import { maskedIn, visiblePayment } from '../sight/visible.ts';

/** The documents as they once were. */
export type EarlierDocuments = Pick<Documents, 'revision' | 'liveAt'>;

/**
 * Explains the decision that a payment keeps, by the documents that were live when it was made: whatever was published since,
 * the explanation stays the same.
 * @throws PaymentNotFound, NotDecided
 */
export async function explainedDecision(
  deps: Pick<PaymentDependencies, 'payments' | 'now'>,
  documents: EarlierDocuments,
  viewer: Viewer,
  id: string,
): Promise<Explanation> {
  const payment = await visiblePayment(deps, viewer, id);
  const { decision, shopper } = payment;
  if (!decision) throw new NotDecided({});
  const at = new Date(decision.at);
  const [flow, providers, [settings]] = await Promise.all([
    documents.revision('flow', decision.flow, decision.revision),
    documents.liveAt('provider', at),
    documents.liveAt('settings', at),
  ]);
  const explanation = await explainDecision(decision, {
    // What was published fitted its schema.
    flow: compileFlow(flow.document as Flow),
    providers: new Map(providers.map((provider) => [provider.id, provider])),
    settings: settings ?? {},
    stickyKey: stickyKeyOf(shopper, id),
  });
  return concealed(explanation, shopper, await maskedIn(deps, viewer, payment));
}
