import type { Provider } from '@pih/schemas';
import type { DeclineReason } from '../connector.ts';

type Declarative = NonNullable<Provider['declarative']>;

/** A state in the hub's words; `approved` is the shopper's consent, which moves no money yet. */
export type State = Declarative['statuses'][string];
export type RefundState = NonNullable<Declarative['refundStatuses']>[string];
export type ErrorState = NonNullable<Declarative['errors']>['statuses'][string];

const entry = <Value>(
  table: Readonly<Record<string, Value>> | undefined,
  word: string | undefined,
): Value | undefined => (table && word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined);

/** The tables of one document. A word that is not in its table has no meaning: undefined, never a guess. */
export const createStatusMap = ({ statuses, refundStatuses, errors, reasons }: Declarative) => ({
  state: (word: string | undefined): State | undefined => entry(statuses, word),
  refundState: (word: string | undefined): RefundState | undefined => entry(refundStatuses, word),
  errorState: (code: string | undefined): ErrorState | undefined => entry(errors?.statuses, code),
  reason: (code: string | undefined): DeclineReason => entry(reasons, code) ?? 'declined',
});

export type StatusMap = ReturnType<typeof createStatusMap>;
