import { setTimeout as pause } from 'node:timers/promises';
import type { AuditEntry, AuditList, AuditVerification, Payment } from '@pih/schemas';
import type { Acknowledged, Clerk } from './clerk.ts';
import type { Published } from './publisher.ts';

/** Whoever reads the trail, and knows what they have done themself. */
export type Reader = Pick<Clerk, 'read' | 'acknowledged' | 'standing'>;

/** One thing that has to stand in the trail just once. */
const nameOf = ({ action, target }: Acknowledged, detail: unknown = ''): string =>
  `${action} ${target} ${String(detail)}`.trim();

function nameOfRow({ action, target: { id }, after }: AuditEntry): string {
  const { refund, number, revision }: Record<string, unknown> = { ...after };
  return nameOf({ action, target: id }, refund ?? number ?? revision ?? '');
}

/** What operators and keys have done with a payment, by its own history. */
function deedsWith({ id: target, events }: Payment): string[] {
  const answerable = events.filter(({ actor: { type } }) => type === 'operator' || type === 'api_key');
  return answerable.map(({ type: action, data }) => {
    const { refund, number }: Record<string, unknown> = { ...data };
    return nameOf({ action, target }, refund ?? number ?? '');
  });
}

/** Whether the chain is as the hub wrote it. */
export async function chainWrong(clerk: Reader): Promise<string[]> {
  const { isWhole, findings } = await clerk.read<AuditVerification>('/v1/audit/verify');
  return isWhole ? [] : findings.map((finding) => `the audit trail: ${JSON.stringify(finding)}`);
}

async function rowsOf(clerk: Reader): Promise<AuditEntry[]> {
  const rows: AuditEntry[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor && `&cursor=${cursor}`;
    const page: AuditList = await clerk.read<AuditList>(`/v1/audit?limit=100${query}`);
    rows.push(...page.data);
    cursor = page.nextCursor;
  }
  return rows;
}

/**
 * Compares the trail with what was done: each thing has one row, however often the engine was killed in between.
 * @param revisions of the document that was published again and again
 * @param enough aborted when what is missing will not come any more
 */
export async function trailWrong(
  clerk: Reader,
  payments: readonly Payment[],
  revisions: readonly Published[],
  enough: AbortSignal,
): Promise<{ rows: number; wrong: string[] }> {
  const done = new Set([
    ...payments.flatMap(deedsWith),
    ...[...clerk.acknowledged, ...(await clerk.standing())].map((each) => nameOf(each)),
    ...revisions.map(({ revision }) => nameOf({ action: 'document.published', target: 'nordlicht' }, revision)),
  ]);
  const rows = await rowsOf(clerk);
  const told = new Map<string, number>();
  for (const name of rows.map(nameOfRow)) told.set(name, (told.get(name) ?? 0) + 1);
  const missing = [...done].filter((name) => !told.has(name));
  // What a crash left is told soon after, not at once.
  if (missing.length > 0 && !enough.aborted) {
    await pause(500);
    return trailWrong(clerk, payments, revisions, enough);
  }
  const doubled = [...done].filter((name) => (told.get(name) ?? 0) > 1);
  return {
    rows: rows.length,
    wrong: [
      ...missing.map((name) => `${name} was done and does not stand in the audit trail`),
      ...doubled.map((name) => `${name} stands ${told.get(name)} times in the audit trail`),
      ...(await chainWrong(clerk)),
    ],
  };
}
