import { brokenRule, type FieldError, type Provider } from '@pih/schemas';

type Declarative = NonNullable<Provider['declarative']>;

/** What is wrong with the operations taken together: money could move twice, or never. */
export const operationErrors = (declarative: Declarative): FieldError[] => [
  ...missingKeys(declarative),
  ...repeatedSteps(declarative),
  ...deadEnds(declarative),
];

/** A call whose answer was lost is repeated. Only its key keeps money from moving twice. */
function missingKeys({ idempotencyHeader, operations }: Declarative): FieldError[] {
  if (idempotencyHeader) return [];
  const { create, settle, capture, refund } = operations;
  const moving = [create.redirect ? undefined : create, settle, capture, refund];
  if (moving.every((operation) => operation === undefined || operation.repeatable)) return [];
  return [brokenRule('idempotency-needed', '/declarative/idempotencyHeader', {})];
}

/** Each call of an operation has a key of its own, made from its name: two of one name would be done once. */
function repeatedSteps({ operations }: Declarative): FieldError[] {
  return Object.entries(operations).flatMap(([name, { steps = [] }]) => {
    const ids = steps.map(({ id }) => id);
    return ids.flatMap((id, index) =>
      ids.indexOf(id) < index
        ? [brokenRule('step-twice', `/declarative/operations/${name}/steps/${index}/id`, {}, id)]
        : [],
    );
  });
}

/** States from which a payment or a refund would never get anywhere. */
function* deadEnds({ operations, statuses, errors, refundStatuses }: Declarative): Generator<FieldError> {
  const words = [...Object.values(statuses), ...Object.values(errors?.statuses ?? {})];
  if (words.includes('approved') && !operations.settle)
    yield brokenRule('settle-needed', '/declarative/operations/settle', {});
  if ((operations.refund?.status ?? operations.lookUpRefund?.status) && !refundStatuses)
    yield brokenRule('refund-statuses-needed', '/declarative/refundStatuses', {});
}
