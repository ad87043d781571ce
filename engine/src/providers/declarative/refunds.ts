import type { ProviderOperation } from '@pih/schemas';
import type { AttemptContext, RefundContext, RefundOutcome } from '../connector.ts';
import { contextOf } from './context.ts';
import { MappingFault } from './expressions.ts';
import { mayHaveHappened, refundOfFault, unansweredOfFault } from './faults.ts';
import type { Context } from './mappings.ts';
import type { Workshop } from './payments.ts';
import { notListened, unreadable } from './readings.ts';
import { perform, type Performed } from './steps.ts';

/** The refund operations of a document, each worked out to an outcome. */
export const createRefundOperations = (workshop: Workshop) => ({
  refund:
    (operation: ProviderOperation) =>
    async (ctx: AttemptContext, refund: RefundContext, key: string): Promise<RefundOutcome> => {
      try {
        const performed = await perform(workshop, operation, seen(workshop, 'refund', ctx, refund), key);
        if (!performed) return { kind: 'failed', reason: 'Nothing can be refunded.' };
        return performed.isRefused
          ? await readRefusal(workshop, performed)
          : await readRefund(workshop, operation, performed.context, refund);
      } catch (fault) {
        return refundOfFault(fault);
      }
    },

  lookUpRefund:
    (operation: ProviderOperation) =>
    async (ctx: AttemptContext, refund: RefundContext): Promise<RefundOutcome> => {
      try {
        const performed = await perform(workshop, operation, seen(workshop, 'lookUpRefund', ctx, refund));
        // That the question was refused does not mean that the refund was.
        if (!performed || performed.isRefused) return unreadable;
        return await readRefund(workshop, operation, performed.context, refund);
      } catch (fault) {
        return unansweredOfFault(fault);
      }
    },
});

const seen = ({ declarative, hosts }: Workshop, name: string, ctx: AttemptContext, refund: RefundContext): Context =>
  contextOf(name, ctx, { amounts: declarative.amounts, hosts }, { refund });

async function readRefund(
  { mappings, statuses, declarative }: Workshop,
  operation: ProviderOperation,
  context: Context,
  refund: RefundContext,
): Promise<RefundOutcome> {
  try {
    const reference = (await mappings.text(operation.reference, context)) ?? refund.reference;
    const kind = operation.status
      ? statuses.refundState(await mappings.text(operation.status, context))
      : // A provider that tells no state: taken as done, unless it can be asked.
        declarative.operations.lookUpRefund
        ? 'pending'
        : 'succeeded';
    if (kind === 'failed') {
      const code = await mappings.text(operation.reason, context);
      return { kind, ...(code && { providerCode: code }) };
    }
    return kind && reference ? { kind, reference } : unreadable;
  } catch (fault) {
    // The call was made: a mapping that cannot cope with its answer must not count as "nothing happened".
    if (fault instanceof MappingFault) return unreadable;
    throw fault;
  }
}

async function readRefusal(
  { document, declarative, mappings, statuses }: Workshop,
  { context, status, mayHaveMoved }: Performed,
): Promise<RefundOutcome> {
  if (mayHaveHappened(status) || mayHaveMoved) return unreadable;
  const code = await mappings.text(declarative.errors?.code, context);
  if (statuses.errorState(code) === 'busy') return notListened;
  return {
    kind: 'failed',
    reason: `${document.title} answered ${code ?? status}.`,
    providerCode: code ?? `http_${status}`,
  };
}
