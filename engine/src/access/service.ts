import type { Session } from '@pih/schemas';
import { NotSignedIn, type Caller } from '../http/index.ts';
import type { ApiKeyRoles, ApiKeys, ApiKeySecret, NewApiKey } from './keys/api-keys.ts';
import type { NewOperator, Operator, Operators } from './people/operators.ts';
import type { RoleRules } from './roles/role-rules.ts';
import type { Sessions } from './signing-in/sessions.ts';
import type { Telling } from './telling.ts';

interface Parts {
  operators: Operators;
  sessions: Sessions;
  apiKeys: ApiKeys;
  roleRules: RoleRules;
  telling: Telling;
  view: (operator: Operator, token: string) => Promise<Session>;
}

/** What can be done with keys and with the session at hand, beneath HTTP. */
export type AccessService = ReturnType<typeof createAccessService>;

export function createAccessService({ operators, sessions, apiKeys, roleRules, telling, view }: Parts) {
  return {
    /** @throws NotSignedIn when the token opens no session */
    async session(token: string | undefined): Promise<Session> {
      const operatorId = token === undefined ? undefined : await sessions.use(token);
      const operator = operatorId === undefined ? undefined : await operators.active(operatorId);
      if (token === undefined || !operator) throw new NotSignedIn({});
      return view(operator, token);
    },

    /** @param caller whose session it is; nobody where it has ended already */
    async signOut(token: string | undefined, caller: Caller | undefined): Promise<void> {
      if (token !== undefined) await sessions.end(token);
      if (caller?.type !== 'operator') return;
      const { id, name } = caller;
      await telling.record({ action: 'session.ended', by: caller, target: { kind: 'operator', id, label: name } });
    },

    /** Makes an operator for the hub itself, such as the first one. @throws RoleUnknown, PasswordTooShort, PasswordTooCommon, EmailTaken */
    async createOperator(operator: NewOperator): Promise<Operator> {
      roleRules.mustExist(operator.roles);
      return operators.create(operator);
    },

    /** Makes a key for the hub itself, such as a seed. @throws RoleUnknown */
    async createApiKey(request: ApiKeyRoles, key?: ApiKeySecret): Promise<NewApiKey> {
      roleRules.mustExist(request.roles);
      return apiKeys.create(request, key);
    },

    /** @throws RoleUnknown; Forbidden, MaskNotGiven when a role allows what the caller may not do */
    async createApiKeyFor(caller: Caller, request: ApiKeyRoles): Promise<NewApiKey> {
      const { name, roles } = request;
      roleRules.mustExist(roles);
      await roleRules.mustHold(caller.roles, roles);
      const made = await apiKeys.create({
        ...request,
        createdBy: { type: caller.type, id: caller.id, name: caller.name },
        note: (id) =>
          telling.note({
            action: 'api_key.created',
            by: caller,
            target: { kind: 'api_key', id, label: name },
            after: { roles },
          }),
      });
      await telling.told('apiKeys', made.id);
      return made;
    },

    listApiKeys: apiKeys.list,

    /** @throws ApiKeyNotFound when there is none, or it was revoked before */
    async revokeApiKey(caller: Caller, id: string): Promise<void> {
      const label = (await apiKeys.active(id))?.name;
      const target = { kind: 'api_key', id, ...(label && { label }) } as const;
      await apiKeys.revoke(id, telling.note({ action: 'api_key.revoked', by: caller, target }));
      await telling.told('apiKeys', id);
    },
  };
}
