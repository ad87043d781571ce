import {
  brokenRule,
  isAdministered,
  toAdminister,
  type ChannelDocument,
  type FieldError,
  type Flow,
  type Kind,
  type Notification,
  type Provider,
  type Role,
} from '@pih/schemas';
import { roleErrors, type Access } from '../access/index.ts';
import type { DocumentDependencies, Secrets, Snapshot } from '../config/index.ts';
import { givingWay } from '../give-way.ts';
import { channelErrors, notificationDoubts, notificationErrors } from '../messaging/index.ts';
import { addressErrors, mappingErrors } from '../providers/index.ts';
import { runTests } from '../rules/index.ts';

export interface GateOptions {
  /** Asked late: who may do what is itself said by documents. */
  access: () => Access;
  /** Every action that some route asks for. */
  actions: () => string[];
  secret: Secrets['read'];
  /** Addresses outside the public internet that documents may name. */
  allowedAddresses: readonly string[] | undefined;
}

/** What the rooms have to say about a document before it is live. */
export type Gates = Pick<DocumentDependencies, 'gate' | 'doubts' | 'archiveGate' | 'mayApprove' | 'makersOf'>;

/** Each kind of document is judged by the room that interprets it. */
export function createGates({ access, actions, secret, allowedAddresses }: GateOptions): Gates {
  return {
    async gate(kind, document, proposed) {
      switch (kind) {
        case 'flow':
          return runTests(document as Flow, undefined, givingWay());
        case 'role':
          return [...roleErrors(document as Role, actions()), ...(await lockOutErrors(access(), proposed))];
        case 'settings':
          return lockOutErrors(access(), proposed);
        case 'notification':
          return notificationErrors(document as Notification);
        case 'channel':
          return channelErrors(document as ChannelDocument, secret, allowedAddresses);
        case 'provider':
          return [
            ...(await mappingErrors(document as Provider, secret)),
            ...addressErrors(document as Provider, allowedAddresses),
          ];
        default:
          return [];
      }
    },
    doubts: (kind, document) => (kind === 'notification' ? notificationDoubts(document as Notification) : []),
    archiveGate: (kind, id, left) => archiveErrors(access(), kind, id, left),
    makersOf: (who) => access().makersOf(who),
    async mayApprove(id, kind) {
      const needed = ['config.approve', ...(isAdministered(kind) ? [toAdminister] : [])];
      return (await access().whoMay(needed)).some((operator) => operator.id === id);
    },
  };
}

/** What the hub cannot do without, and roles that somebody still holds. */
async function archiveErrors(access: Access, kind: Kind, id: string, left: Snapshot): Promise<FieldError[]> {
  if (kind === 'settings') return [brokenRule('needed', '', {})];
  if (kind !== 'role') return [];
  const holders = await access.holdersOf(id);
  if (!holders.length) return lockOutErrors(access, left);
  const [people, others] = [holders.slice(0, 5), holders.slice(5)];
  return [brokenRule('held', '', { people, more: others.length })];
}

/**
 * What would leave nobody who could take it back, by the documents as they would be: see `missing` of the access room. Before
 * there is any operator, nobody can be locked out.
 */
async function lockOutErrors(access: Access, proposed: Snapshot): Promise<FieldError[]> {
  const roles = proposed.all('role').map(({ document }) => document);
  const missing = await access.missingWith({ roles, approvals: proposed.settings.approvals });
  switch (missing?.because) {
    case undefined:
      return [];
    case 'last':
      return [brokenRule('nobody-lets-in', '/grants', {})];
    case 'publishers':
      return [brokenRule('lock-out', '/grants', {})];
    case 'approvers':
      return [brokenRule('too-few-approvers', '', { approvers: missing.approvers })];
  }
}
