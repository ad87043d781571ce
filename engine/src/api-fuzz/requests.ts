import type { ApprovalAnswer } from '@pih/schemas';
import type { TestHub } from '../hub-for-tests.ts';
import type { Caller } from './world.ts';

/** A refund that the demo's rules want a second person for. */
const large = { amount: 600_00, currency: 'EUR' };

/** Requests that wait: asked by the callers themselves where they are to be taken back, by the shop where somebody decides. */
export async function requestsFor(hub: TestHub, callers: readonly Caller[], operationId: string): Promise<string[]> {
  const mighty = callers.filter(({ roles }) => roles.includes('administrator'));
  const askers = operationId === 'withdrawAction' ? mighty.map(({ ask }) => ask) : [{}, {}, {}];
  const found: string[] = [];
  for (const asker of askers) {
    const { id } = await hub.paid('card', { total: { amount: 900_00, currency: 'EUR' } });
    const body = { amount: large };
    const answer = await hub.ask<ApprovalAnswer>('POST', `/v1/payments/${id}/refunds`, { ...asker, body });
    found.push(answer.body.approval.id);
  }
  return found;
}
