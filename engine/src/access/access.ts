import type { Role, Session } from '@pih/schemas';
import type { Connection } from 'mongoose';
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, HubMiddleware, HubRouter } from '../http/index.ts';
import { createApiKeys, type ApiKeyRoles, type ApiKeySecret, type NewApiKey } from './api-keys.ts';
import { createDisabling } from './disabling.ts';
import { createPermissions } from './enforcer.ts';
import { createRecognise, identifyWith } from './identify.ts';
import { accessModels } from './model.ts';
import { createOperators, type NewOperator, type Operator } from './operators.ts';
import { createSignInGuard, usualSignInLimit, type SignInLimit } from './rate-limit.ts';
import { createRoleRules } from './role-rules.ts';
import { accessRoutes } from './routes.ts';
import { createAccessService } from './service.ts';
import { createSessions } from './sessions.ts';
import type { Random } from './tokens.ts';

export interface AccessDeps {
  connection: Connection;
  /** The published role documents, as they are now. */
  roles: () => readonly Role[];
  now: () => Date;
  /** Whether browsers reach the hub by https, so that the session cookie may insist on it. */
  secureCookies: boolean;
  environment: Session['environment'];
  /**
   * Every action that some route asks for, so that a session can list what a pattern such as "*" allows; without it
   * only actions that roles name are listed.
   */
  actions?: () => readonly string[];
  random?: Random;
  signInLimit?: Partial<SignInLimit>;
}

/** A caller outside of a request, such as a socket. */
export interface IdentifiedCaller {
  caller: Caller;
  /** By the role documents at the time of the question, with the roles that the caller had when identified. */
  can: (action: string) => Promise<boolean>;
}

/** Who may do what: the door of this room. */
export interface Access {
  /** App-wide: sets `caller`, `can` and `csrfMissing` for the routes behind it; refuses nobody itself. */
  identify: HubMiddleware;
  routes: HubRouter;
  /** Who opens a socket, by session cookie or API key; undefined for nobody. */
  identifySocket(headers: IncomingHttpHeaders): Promise<IdentifiedCaller | undefined>;
  /** @throws RoleUnknown, PasswordTooShort (under 8 characters) or EmailTaken */
  createOperator(operator: NewOperator): Promise<Operator>;
  operatorCount(): Promise<number>;
  /** Which operators who may sign in could do all of some actions: with these role documents, or those that are live. */
  whoMay(actions: readonly string[], roles?: readonly Role[]): Promise<Operator[]>;
  /** Names of the operators who may sign in and of the keys in use that hold a role. */
  holdersOf(role: string): Promise<string[]>;
  /**
   * @param key a fixed one, for demo seeds; when it exists already it is handed back as it is
   * @throws RoleUnknown
   */
  createApiKey(request: ApiKeyRoles, key?: ApiKeySecret): Promise<NewApiKey>;
  /** To be called when a role is published or rolled back; it counts from the next decision on. */
  rolesChanged(): void;
  /** Makes the indexes that the promises above rest on; the app awaits it before it listens. */
  indexesReady(): Promise<void>;
}

export function createAccess(deps: AccessDeps): Access {
  const { connection, roles, now, secureCookies, environment, actions = () => [], random = randomBytes } = deps;
  const models = accessModels(connection);
  const operators = createOperators(models.operators, now);
  const sessions = createSessions(models.sessions, now, random);
  const apiKeys = createApiKeys(models.apiKeys, now, random);
  const permissions = createPermissions(roles);
  const guard = createSignInGuard({ ...usualSignInLimit, ...deps.signInLimit });
  const roleRules = createRoleRules(roles, permissions, actions);
  const disabling = createDisabling({ operators, sessions, permissions, roleRules });
  const service = createAccessService({ operators, sessions, apiKeys, roleRules, disabling, guard, environment });
  const active = async () => (await operators.list()).filter(({ disabledAt }) => disabledAt === null);
  const whoMay: Access['whoMay'] = async (wanted, proposed) => {
    const { can } = proposed ? createPermissions(() => proposed) : permissions;
    const found: Operator[] = [];
    for (const operator of await active()) {
      const answers = await Promise.all(wanted.map((action) => can(operator.roles, action)));
      if (answers.every(Boolean)) found.push(operator);
    }
    return found;
  };
  const recognise = createRecognise({ secureCookies, operators, sessions, apiKeys });

  return {
    identify: identifyWith(recognise, permissions),
    routes: accessRoutes(service, secureCookies),
    async identifySocket(headers) {
      const recognised = await recognise(headers);
      if (!recognised) return undefined;
      const { caller } = recognised;
      return { caller, can: (action) => permissions.can(caller.roles, action) };
    },
    createOperator: service.createOperator,
    operatorCount: service.countOperators,
    whoMay,
    async holdersOf(role) {
      return [...(await active()), ...(await apiKeys.list())]
        .filter(({ roles: held }) => held.includes(role))
        .map(({ name }) => name);
    },
    createApiKey: service.createApiKey,
    rolesChanged: permissions.changed,
    async indexesReady() {
      await Promise.all(Object.values(models).map((model) => model.createIndexes()));
    },
  };
}
