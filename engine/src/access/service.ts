import type { PasswordRequest, Session, SignIn } from '@pih/schemas';
import { NotSignedIn, type Caller } from '../http/index.ts';
import type { ApiKeyRoles, ApiKeys, ApiKeySecret, NewApiKey } from './api-keys.ts';
import type { Disabling } from './disabling.ts';
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
  disabling: Disabling;
  guard: SignInGuard;
  environment: Session['environment'];
}

/** What can be done about access, beneath HTTP. */
export type AccessService = ReturnType<typeof createAccessService>;

export function createAccessService(parts: Parts) {
  const { operators, sessions, apiKeys, roleRules, disabling, guard, environment } = parts;

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

    /**
     * Changes the password of an operator who is signed in. All their sessions end, this one too: whoever else has got hold
     * of one is out. The token of a new one is handed out for this browser.
     * @param from the address that asks
     * @throws WrongCredentials when the current password is another, TooManyRequests, PasswordTooShort
     */
    async changePassword(
      { id }: Caller,
      { current, password }: PasswordRequest,
      from: { address: string },
    ): Promise<string> {
      const { email } = await operators.get(id);
      // Who has got hold of a session must not guess faster here than at the sign-in.
      await guard.attempt(email, from.address);
      await operators.changePassword(id, current, password);
      await guard.succeeded(email, from.address);
      await sessions.endAllOf(id);
      return sessions.begin(id);
    },

    /** Makes an operator for the hub itself, such as the first one. @throws RoleUnknown, PasswordTooShort, EmailTaken */
    async createOperator(operator: NewOperator): Promise<Operator> {
      roleRules.mustExist(operator.roles);
      return operators.create(operator);
    },

    /** @throws RoleUnknown, PasswordTooShort, EmailTaken; Forbidden when a role allows what the caller may not do */
    async createOperatorFor(caller: Caller, operator: NewOperator): Promise<Operator> {
      roleRules.mustExist(operator.roles);
      await roleRules.mustHold(caller.roles, operator.roles);
      return operators.create(operator);
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
    disableOperator: disabling.disable,
    enableOperator: disabling.enable,
    countOperators: operators.count,
  };
}
