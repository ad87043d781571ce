import type { AuditEntry } from '@pih/schemas/types';
import type { NamedJob } from '../jobs/index.ts';

/** Whether a row is about work in the background: an export, or one action for many payments. */
export const isJob = (kind: string): boolean => kind === 'export' || kind === 'bulk';

const formats = ['csv', 'xlsx'] as const;
const actions = ['refund', 'cancel', 'capture', 'invoice', 'send-invoice', 'notify', 'note'] as const;

/** What a row says of such work, as far as its title needs it; undefined where the row does not say. */
export function fileOrWork({ format, action, payments }: NonNullable<AuditEntry['after']> = {}): NamedJob | undefined {
  const file = formats.find((each) => each === format);
  if (file) return { export: { format: file } };
  const work = actions.find((each) => each === action);
  return work && typeof payments === 'number' ? { bulk: { action: work, payments } } : undefined;
}
