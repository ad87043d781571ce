import { actionFacts, brokenRule, changeFacts, type DocumentOf, type FieldError, type Kind } from '@pih/schemas';
import { checkCondition, checkFlow } from '../rules/index.ts';
import type { Snapshot } from './snapshot.ts';

/** What a document names must exist among the documents that are live. */
type Check<K extends Kind> = (document: DocumentOf[K], live: Snapshot) => FieldError[];

const flow: Check<'flow'> = (document, live) => checkFlow(document, live.known);

const checkout: Check<'checkout'> = ({ flow }, live) =>
  live.get('flow', flow) ? [] : [brokenRule('unknown-flow', '/flow', { flow }, flow)];

const settings: Check<'settings'> = ({ id, fallback = [], approvals = [], actionApprovals = [], security }, live) => [
  ...(security?.requiredFor ?? []).flatMap((role, index) =>
    live.get('role', role) ? [] : [brokenRule('unknown-role', `/security/requiredFor/${index}`, { role }, role)],
  ),
  ...approvals.flatMap(({ when }, index) =>
    when ? checkCondition(when, `/approvals/${index}/when`, changeFacts) : [],
  ),
  ...actionApprovals.flatMap(({ when }, index) =>
    when ? checkCondition(when, `/actionApprovals/${index}/when`, actionFacts) : [],
  ),
  ...live
    .all('settings')
    .filter(({ document }) => document.id !== id)
    .map(({ document }) => brokenRule('single', '/id', { id: document.id })),
  ...fallback.flatMap(({ method, providers }, index) => {
    const carriers = live.known.methods.get(method);
    if (!carriers) return [brokenRule('unknown-payment-method', `/fallback/${index}/method`, { method }, method)];
    return providers.flatMap((provider, at) =>
      carriers.includes(provider)
        ? []
        : [brokenRule('not-a-carrier', `/fallback/${index}/providers/${at}`, { provider, method }, provider)],
    );
  }),
];

const dashboard: Check<'dashboard'> = ({ widgets }, live) =>
  widgets.flatMap(({ kpi }, index) =>
    kpi === undefined || live.get('kpi', kpi) ? [] : [brokenRule('unknown-kpi', `/widgets/${index}/kpi`, { kpi }, kpi)],
  );

const notification: Check<'notification'> = ({ checkouts = [], channel }, live) => [
  ...(live.get('channel', channel) ? [] : [brokenRule('unknown-channel', '/channel', { channel }, channel)]),
  ...checkouts.flatMap((id, index) =>
    live.get('checkout', id) ? [] : [brokenRule('unknown-checkout', `/checkouts/${index}`, { checkout: id }, id)],
  ),
];

const checks: { [K in Kind]?: Check<K> } = { flow, checkout, settings, dashboard, notification };

function checkOne<K extends Kind>(kind: K, document: DocumentOf[K], live: Snapshot): FieldError[] {
  return checks[kind]?.(document, live) ?? [];
}

/** Which kinds name documents of this kind, and so may break when one of it changes. */
const dependents: Partial<Record<Kind, Kind[]>> = {
  provider: ['flow', 'settings'],
  settings: ['flow'],
};

/** The documents of a kind that payments may meet: those that are live, and those that are tried on a part of them. */
const documentsIn = <K extends Kind>(kind: K, live: Snapshot): DocumentOf[K][] =>
  live.all(kind).flatMap(({ document, canary }) => (canary ? [document, canary.document] : [document]));

/** What is wrong with another document because of this one. */
function brokenElsewhere(
  kind: Kind,
  id: string,
  { path: at, rule: cause, message: why, params, value }: FieldError,
): FieldError {
  const { params: facts, ...error } = brokenRule('in-use', '', { kind, id, at, cause, why });
  return { ...error, params: { ...params, ...facts }, ...(value !== undefined && { value }) };
}

/**
 * What would be wrong once this document is live: its own references, and those of the documents that name it.
 * @param live the documents as they would be, this one included
 * @param giveWay asked between two documents: a configuration may have many that are large
 */
export async function referenceErrors<K extends Kind>(
  kind: K,
  document: DocumentOf[K],
  live: Snapshot,
  giveWay: () => Promise<void>,
): Promise<FieldError[]> {
  const errors = [...checkOne(kind, document, live)];
  for (const dependent of dependents[kind] ?? []) {
    for (const other of documentsIn(dependent, live)) {
      await giveWay();
      const broken = checkOne(dependent, other as never, live);
      errors.push(...broken.map((error) => brokenElsewhere(dependent, other.id, error)));
    }
  }
  return errors;
}

/** Which kinds may name documents of this kind, and so need them to stay. */
const users: Partial<Record<Kind, Kind[]>> = {
  provider: ['flow', 'settings'],
  flow: ['checkout'],
  checkout: ['notification'],
  channel: ['notification'],
  kpi: ['dashboard'],
  role: ['settings'],
};

/** A document that names another one. */
export interface User {
  kind: Kind;
  id: string;
  title: string;
}

/**
 * Who could not do without a document that goes out of use.
 * @param live the documents as they are
 * @param left those that would be left
 */
export function usersOf(kind: Kind, live: Snapshot, left: Snapshot): User[] {
  const found = (users[kind] ?? []).flatMap((user) =>
    documentsIn(user, left)
      .filter((document) => errorsIn(user, document, left) > errorsIn(user, document, live))
      .map(({ id, title }): User => ({ kind: user, id, title })),
  );
  return [...new Map(found.map((user) => [`${user.kind}/${user.id}`, user])).values()];
}

const errorsIn = (kind: Kind, document: DocumentOf[Kind], live: Snapshot): number =>
  checkOne(kind, document as never, live).length;
