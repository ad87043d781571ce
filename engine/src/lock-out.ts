import { brokenRule, toAdminister, type FieldError } from '@pih/schemas';
import type { Access } from './access/index.ts';
import type { Snapshot } from './config/index.ts';

type Who = Pick<Access, 'whoMay' | 'operatorCount'>;

/**
 * What would leave nobody who could take it back: no operator who may publish roles and settings, or fewer who may approve
 * those than the approval rules ask for, as a change of these rules always has to be approved. Before there is any operator, nobody can be locked out.
 * @param proposed the documents as they would be
 */
export async function lockOutErrors(access: Who, proposed: Snapshot): Promise<FieldError[]> {
  if ((await access.operatorCount()) === 0) return [];
  const roles = proposed.all('role').map(({ document }) => document);
  const publishers = await access.whoMay(['config.publish', toAdminister], roles);
  if (!publishers.length) return [brokenRule('lock-out', '/grants', {})];
  const most = Math.max(0, ...(proposed.settings.approvals ?? []).map(({ approvers }) => approvers ?? 1));
  if (most === 0) return [];
  const approvers = await access.whoMay(['config.approve', toAdminister], roles);
  // Nobody approves what they asked for, so one more has to be there to ask.
  const people = new Set([...publishers, ...approvers].map(({ id }) => id));
  if (approvers.length >= most && people.size > most) return [];
  return [brokenRule('too-few-approvers', '', { approvers: most })];
}
