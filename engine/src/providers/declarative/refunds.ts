import type { ProviderOperation } from '@pih/schemas';
import type { AttemptContext, RefundContext, RefundOutcome } from '../connector.ts';
import type { Answer } from './calls.ts';
import { contextOf } from './context.ts';
import { MappingFault } from './expressions.ts';
import { mayHaveHappened, refundOfFault, unansweredOfFault } from './faults.ts';
import type { Context } from './mappings.ts';
import type { Workshop } from './payments.ts';
import { unreadable } from './readings.ts';

/** The refund operations of a document, each worked out to an outcome. */
export const createRefundOperations = (workshop: Workshop) => ({
  refund:
    (operation: ProviderOperation) =>
    async (ctx: AttemptContext, refund: RefundContext, key: string): Promise<RefundOutcome> => {
      const { call, mappings, declarative } = workshop;
      try {
        const context = contextOf('refund', ctx, declarative.amounts, { refund });
        if (!(await mappings.holds(operation.when, context)))
          return { kind: 'failed', reason: 'Nothing can be refunded.' };
        const answer = await call(operation.request, context, key);
        const answered = withAnswer(context, answer);
        return answer.status < 400
          ? await readRefund(workshop, operation, answered, refund)
          : await readRefusal(workshop, answered, answer.status);
      } catch (fault) {
        return refundOfFault(fault);
      }
    },

  lookUpRefund:
    (operation: ProviderOperation) =>
    async (ctx: AttemptContext, refund: RefundContext): Promise<RefundOutcome> => {
      try {
        const context = contextOf('lookUpRefund', ctx, workshop.declarative.amounts, { refund });
        const answer = await workshop.call(operation.request, context);
        // That the question was refused does not mean that the refund was.
        if (answer.status >= 400) return unreadable;
        return await readRefund(workshop, operation, withAnswer(context, answer), refund);
      } catch (fault) {
        return unansweredOfFault(fault);
      }
    },
});

const withAnswer = (context: Context, { body, headers, status }: Answer): Context => ({
  ...context,
  response: body,
  headers,
  httpStatus: status,
});

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
  { document, declarative, mappings }: Workshop,
  context: Context,
  status: number,
): Promise<RefundOutcome> {
  if (mayHaveHappened(status)) return unreadable;
  const code = await mappings.text(declarative.errors?.code, context);
  return {
    kind: 'failed',
    reason: `${document.title} answered ${code ?? status}.`,
    providerCode: code ?? `http_${status}`,
  };
}
