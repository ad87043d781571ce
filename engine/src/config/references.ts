import { changeFacts, type DocumentOf, type FieldError, type Kind } from '@pih/schemas';
import { checkCondition, checkFlow } from '../rules/index.ts';
import type { Snapshot } from './snapshot.ts';

/** What a document names must exist among the documents that are live. */
type Check<K extends Kind> = (document: DocumentOf[K], live: Snapshot) => FieldError[];

const missing = (path: string, what: string, value: string): FieldError => ({
  path,
  rule: 'reference',
  message: `names the ${what} "${value}", which does not exist`,
  value,
});

const flow: Check<'flow'> = (document, live) => checkFlow(document, live.known);

const checkout: Check<'checkout'> = ({ flow }, live) =>
  live.get('flow', flow) ? [] : [missing('/flow', 'flow', flow)];

const settings: Check<'settings'> = ({ id, fallback = [], approvals = [] }, live) => [
  ...approvals.flatMap(({ when }, index) =>
    when ? checkCondition(when, `/approvals/${index}/when`, changeFacts) : [],
  ),
  ...live
    .all('settings')
    .filter(({ document }) => document.id !== id)
    .map(({ document }) => ({
      path: '/id',
      rule: 'single',
      message: `must be "${document.id}": there is one settings document`,
    })),
  ...fallback.flatMap(({ method, providers }, index) => {
    const carriers = live.known.methods.get(method);
    if (!carriers) return [missing(`/fallback/${index}/method`, 'method', method)];
    return providers.flatMap((provider, at) =>
      carriers.includes(provider)
        ? []
        : [missing(`/fallback/${index}/providers/${at}`, 'provider of this method', provider)],
    );
  }),
];

const dashboard: Check<'dashboard'> = ({ widgets }, live) =>
  widgets.flatMap(({ kpi }, index) =>
    kpi === undefined || live.get('kpi', kpi) ? [] : [missing(`/widgets/${index}/kpi`, 'KPI', kpi)],
  );

const notification: Check<'notification'> = ({ checkouts = [] }, live) =>
  checkouts.flatMap((id, index) => (live.get('checkout', id) ? [] : [missing(`/checkouts/${index}`, 'checkout', id)]));

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

/**
 * What would be wrong once this document is live: its own references, and those of the documents that name it.
 * @param live the documents as they would be, this one included
 */
export function referenceErrors<K extends Kind>(kind: K, document: DocumentOf[K], live: Snapshot): FieldError[] {
  const broken = (dependents[kind] ?? []).flatMap((dependent) =>
    documentsIn(dependent, live).flatMap((other) =>
      checkOne(dependent, other as never, live).map((error) => ({
        ...error,
        path: '',
        rule: 'in-use',
        message: `would break ${dependent} "${other.id}": ${error.path} ${error.message}`,
      })),
    ),
  );
  return [...checkOne(kind, document, live), ...broken];
}

/** Which kinds may name documents of this kind, and so need them to stay. */
const users: Partial<Record<Kind, Kind[]>> = {
  provider: ['flow', 'settings'],
  flow: ['checkout'],
  checkout: ['notification'],
  kpi: ['dashboard'],
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
