import type { DocumentOf, FieldError, Kind } from '@pih/schemas';
import { checkFlow } from '../rules/index.ts';
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

const settings: Check<'settings'> = ({ id, fallback = [] }, live) => [
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

/**
 * What would be wrong once this document is live: its own references, and those of the documents that name it.
 * @param live the documents as they would be, this one included
 */
export function referenceErrors<K extends Kind>(kind: K, document: DocumentOf[K], live: Snapshot): FieldError[] {
  const broken = (dependents[kind] ?? []).flatMap((dependent) =>
    live.all(dependent).flatMap(({ document: other }) =>
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
