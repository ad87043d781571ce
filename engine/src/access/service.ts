import type { Session, SignIn } from '@pih/schemas';
import { NotSignedIn, type Caller } from '../http/index.ts';
import type { ApiKeyRoles, ApiKeys, ApiKeySecret, NewApiKey } from './api-keys.ts';
import type { NewOperator, Operator, Operators } from './operators.ts';
import type { SignInGuard } from './rate-limit.ts';
import type { RoleRules } from './role-rules.ts';
import type { Sessions } from './sessions.ts';
import { csrfTokenOf } from './tokens.ts';

interface Parts {
  operators: Operators;
  sessions: Sessions;
  apiKeys: ApiKeys;
  roleRules: RoleRules;
  guard: SignInGuard;
  environment: Session['environment'];
}

/** What can be done about access, beneath HTTP. */
export type AccessService = ReturnType<typeof createAccessService>;

export function createAccessService({ operators, sessions, apiKeys, roleRules, guard, environment }: Parts) {
  const view = async ({ id, name, email, roles }: Operator, token: string): Promise<Session> => ({
    operator: { id, name, email, roles },
    actions: await roleRules.actionsOf(roles),
    csrfToken: csrfTokenOf(token),
    environment,
  });

  return {
    /**
     * Signs an operator in with a token that did not exist before; the session that the browser had until then ends.
     * @param from the address that asks, and the session token that it sent, if any
     * @throws WrongCredentials, TooManyRequests
     */
    async signIn({ email, password }: SignIn, from: { address: string; token?: string | undefined }) {
      await guard.attempt(email, from.address);
      const operator = await operators.check(email, password);
      await guard.succeeded(email, from.address);
      if (from.token !== undefined) await sessions.end(from.token);
      const token = await sessions.begin(operator.id);
      return { token, session: await view(operator, token) };
    },

    /** @throws NotSignedIn when the token opens no session */
    async session(token: string | undefined): Promise<Session> {
      const operatorId = token === undefined ? undefined : await sessions.use(token);
      const operator = operatorId === undefined ? undefined : await operators.active(operatorId);
      if (token === undefined || !operator) throw new NotSignedIn({});
      return view(operator, token);
    },

    async signOut(token: string | undefined): Promise<void> {
      if (token !== undefined) await sessions.end(token);
    },

    /** @throws RoleUnknown, PasswordTooShort, EmailTaken */
    async createOperator(operator: NewOperator): Promise<Operator> {
      roleRules.mustExist(operator.roles);
      return operators.create(operator);
    },

    /** Shuts an operator out: signing in is refused and all sessions end. False when there is no such operator. */
    async disableOperator(id: string): Promise<boolean> {
      const found = await operators.disable(id);
      await sessions.endAllOf(id);
      return found;
    },

    /** Makes a key for the hub itself, such as a seed. @throws RoleUnknown */
    async createApiKey(request: ApiKeyRoles, key?: ApiKeySecret): Promise<NewApiKey> {
      roleRules.mustExist(request.roles);
      return apiKeys.create(request, key);
    },

    /** @throws RoleUnknown; Forbidden when a role allows what the caller may not do */
    async createApiKeyFor(caller: Caller, request: ApiKeyRoles): Promise<NewApiKey> {
      roleRules.mustExist(request.roles);
      await roleRules.mustHold(caller.roles, request.roles);
      return apiKeys.create(request);
    },

    listApiKeys: apiKeys.list,
    revokeApiKey: apiKeys.revoke,
    listOperators: operators.list,
    countOperators: operators.count,
  };
}
