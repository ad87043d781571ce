import type { Caller, PersonalField, Viewer } from '../../http/index.ts';
import type { Permissions } from './enforcer.ts';
import { nowhere } from './scopes.ts';

const everyField: ReadonlySet<PersonalField> = new Set(['name', 'email', 'phone', 'address', 'taxId']);

/** Whoever has shown neither a session nor a key. */
export const nobody: Viewer = { caller: undefined, scope: () => Promise.resolve(nowhere), masked: everyField };

/** What somebody may see and do, by the role documents at the time of each question. */
export const viewerFor = (caller: Caller, permissions: Permissions): Viewer => ({
  caller,
  scope: (action) => permissions.scope(caller.roles, action),
  get masked() {
    return permissions.masked(caller.roles);
  },
});
