import type { AuditEntry as AuditEntryView, AuditVerification } from '@pih/schemas';
import type { StoredRow, Values } from './entry.ts';
import type { Verification } from './verify.ts';

/** What was stored as canonical JSON. What somebody put in its place is shown as it is. */
function values(text: string | undefined): Values | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Values;
  } catch {
    return { '': text };
  }
}

/** A row as the API tells it. */
export function rowView(row: StoredRow): AuditEntryView {
  const { _id: id, sequence, at, actor, action, target, payment, reason, origin, hash } = row;
  const [before, after] = [values(row.before), values(row.after)];
  return {
    id,
    sequence,
    at: at.toISOString(),
    actor: { ...actor },
    action,
    target: { ...target },
    ...(payment !== undefined && { payment }),
    ...(before && { before }),
    ...(after && { after }),
    ...(reason !== undefined && { reason }),
    ...(origin && { from: { ...origin } }),
    hash,
  };
}

/** What was found as the API tells it. */
export const verificationView = (found: Verification, at: Date): AuditVerification => {
  const { rows, from, last, findings, hasMore } = found;
  return {
    isWhole: findings.length === 0,
    rows,
    from,
    last: last ? { sequence: last.sequence, hash: last.hash, at: last.at.toISOString() } : null,
    findings: findings.map((finding) => ({ ...finding })),
    hasMore,
    verifiedAt: at.toISOString(),
  };
};
