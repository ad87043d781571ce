import type { InvitationRequest, Role, Session, Settings } from '@pih/schemas';
import type { Connection, Model } from 'mongoose';
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { newRouter, type Caller, type HubMiddleware, type HubRouter, type Viewer } from '../http/index.ts';
import type { StoredFacts } from '../rules/index.ts';
import type { SendAccountMail } from './account/account-mail.ts';
import { accountRoutes } from './account/account-routes.ts';
import { createApiKeys, type ApiKeyRoles, type ApiKeySecret, type NewApiKey } from './keys/api-keys.ts';
import { createAppointments } from './roles/appointments.ts';
import { createBackground } from './beside.ts';
import { createPermissions } from './scopes/enforcer.ts';
import { createFactors } from './account/factors.ts';
import { createRecognise, identifyWith } from './signing-in/identify.ts';
import { createInviting } from './people/inviting.ts';
import { ableTo, missing, type Constitution, type Missing } from './roles/keepers.ts';
import { linkRoutes } from './people/link-routes.ts';
import { createLockOuts } from './signing-in/lock-outs.ts';
import { createMatrix } from './scopes/matrix.ts';
import { createMakersOf } from './roles/makers.ts';
import { accessModels, type Maker } from './model/index.ts';
import { createOperators, type NewOperator, type Operator } from './people/operators.ts';
import { createOwnAccount } from './account/own-account.ts';
import { createPeople } from './people/people.ts';
import { peopleRoutes } from './people/people-routes.ts';
import {
  createPasswordRequests,
  createSignInGuard,
  usualSignInLimit,
  type SignInLimit,
} from './signing-in/rate-limit.ts';
import { createRescue, type Rescued, type RescueRequest } from './people/rescue.ts';
import { createResetting } from './people/resetting.ts';
import { createRoleRules } from './roles/role-rules.ts';
import { accessRoutes } from './routes.ts';
import { createAccessService } from './service.ts';
import { createSecondFactors } from './account/second-factor.ts';
import { createSecurity } from './signing-in/security.ts';
import { createSessions } from './signing-in/sessions.ts';
import { createSigningIn } from './signing-in/signing-in.ts';
import { createSignIns } from './signing-in/sign-ins.ts';
import { followedBy, Standing } from './signing-in/standing.ts';
import { createTelling, type AuditPort } from './telling.ts';
import { csrfTokenOf, type Random } from './signing-in/tokens.ts';
import { viewerFor } from './scopes/viewer.ts';

export interface AccessDeps {
  connection: Connection;
  /** The published role documents, as they are now. */
  roles: () => readonly Role[];
  now: () => Date;
  /** Where stored payments keep the facts that the condition of a grant may ask about. */
  storedFacts: StoredFacts;
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
  /** 32 bytes that secrets of second factors are sealed with. */
  masterKey: Buffer;
  /** Where browsers reach the hub, without a slash at the end: for the links of mails. */
  publicUrl: string;
  /** The settings as they are now: who needs a second factor, when to lock, who has to approve. */
  settings?: () => Pick<Settings, 'security' | 'approvals' | 'legal'>;
  /** Brings role documents and settings up to date with the other nodes, before somebody could be locked out by them. */
  refresh?: () => Promise<void>;
  /** Lets one change of roles, of who holds them or of who may sign in happen at a time, on all nodes together. */
  inTurn?: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Brings mails about accounts out; without it links are only shown to who makes them. */
  sendMail?: SendAccountMail;
  /** Whether mail goes to its reader and to nobody else, as by a mail server; invitations are then shown to nobody else. */
  linksAreMailed?: boolean;
  /** The audit trail, asked late; without it nothing is told. */
  audit?: () => AuditPort | undefined;
  /** Told what went wrong beside an answer, such as a mail that could not be stored. */
  failed?: (error: unknown) => void;
}

/** A caller outside of a request, such as a socket. */
export interface IdentifiedCaller {
  caller: Caller;
  /** By the role documents at the time of the question, with the roles that the caller had when identified. */
  can: (action: string) => Promise<boolean>;
  viewer: Viewer;
}

/** Who may do what: the door of this room. */
export interface Access {
  /** App-wide: sets `caller`, `can` and `csrfMissing` for the routes behind it; refuses nobody itself. */
  identify: HubMiddleware;
  routes: HubRouter;
  /** Who opens a socket, by session cookie or API key; undefined for nobody. */
  identifySocket(headers: IncomingHttpHeaders): Promise<IdentifiedCaller | undefined>;
  /**
   * Somebody who is not asking at this moment, with the roles that they hold now: for work that goes on in their name.
   * @returns undefined for an operator who is disabled or gone, and for a key that was revoked
   */
  viewerOf(who: Pick<Caller, 'type' | 'id'>): Promise<Viewer | undefined>;
  /** Who made somebody's access, and who made theirs, and so on: ids of operators and keys. */
  makersOf(who: Pick<Caller, 'type' | 'id'>): Promise<readonly string[]>;
  /** What carries entries of the audit trail until it has them. */
  untold: readonly Model<never>[];
  /** Makes an operator for the hub itself. @throws RoleUnknown, PasswordTooShort, PasswordTooCommon or EmailTaken */
  createOperator(operator: NewOperator): Promise<Operator>;
  operatorCount(): Promise<number>;
  /** Which operators who may sign in could do all of some actions everywhere: with these role documents, or those that are live. */
  whoMay(actions: readonly string[], roles?: readonly Role[]): Promise<Operator[]>;
  /** What the hub could not be brought back from, were these the roles and rules of approval; undefined for nothing. */
  missingWith(proposed: Constitution): Promise<Missing | undefined>;
  /** Invites somebody in the name of who has an e-mail, for demo seeds. @throws RoleUnknown, EmailTaken, AlreadyInvited */
  inviteAs(inviter: string, request: InvitationRequest): Promise<void>;
  /** Shuts an operator out for the hub itself, such as a demo. */
  disableOperator(id: string): Promise<void>;
  /** Names of the operators who may sign in, of those who are invited and of the keys in use that hold a role. */
  holdersOf(role: string): Promise<string[]>;
  /**
   * @param key a fixed one, for demo seeds; when it exists already it is handed back as it is
   * @throws RoleUnknown
   */
  createApiKey(request: ApiKeyRoles, key?: ApiKeySecret): Promise<NewApiKey>;
  /** Lets somebody in whom nobody is left to let in; see rescue.ts. @throws RoleUnknown */
  rescue(request: RescueRequest): Promise<Rescued | undefined>;
  /** To be called when a role is published or rolled back; it counts from the next decision on. */
  rolesChanged(): void;
  /**
   * Hears that somebody's roles, sessions or keys have changed, on any node: who was recognised before may be nobody now.
   * @returns how to stop listening
   */
  followStanding(listener: () => void): () => void;
  /** Every action that some route asks for, sorted. */
  actions(): readonly string[];
  /** Resolves when nothing goes on beside the answers any more. */
  settled(): Promise<void>;
  /** Makes the indexes that the promises above rest on; the app awaits it before it listens. */
  indexesReady(): Promise<void>;
}

const noSettings = {};

/** What everything in this room is made of. */
function partsOf(deps: AccessDeps) {
  const { connection, roles, now, environment, actions = () => [], random = randomBytes, masterKey, publicUrl } = deps;
  const settings = deps.settings ?? (() => noSettings as Pick<Settings, 'security' | 'approvals' | 'legal'>);
  const models = accessModels(connection);
  const permissions = createPermissions(roles, deps.storedFacts);
  const roleRules = createRoleRules(roles, permissions, actions);
  const security = createSecurity(() => settings().security);
  const failed = deps.failed ?? (() => undefined);
  const standing = new Standing(connection, failed);
  const changed = () => standing.changed();
  const ofPeople = ['replaceRoles', 'disable', 'enable', 'changePassword', 'setPassword'] as const;
  const operators = followedBy(createOperators(models.operators, now), ofPeople, changed);
  const endings = ['end', 'endAllOf', 'endOne', 'endOthers'] as const;
  const codes = createSecondFactors(masterKey, now, random, product);
  const view = async ({ id, name, email, roles: held, secondFactor }: Operator, token: string): Promise<Session> => ({
    operator: { id, name, email, roles: held },
    actions: await roleRules.actionsOf(held),
    csrfToken: csrfTokenOf(token),
    environment,
    mustSetUpSecondFactor: security.needsSecondFactor(held) && !secondFactor.isOn,
  });
  return {
    ...{ models, permissions, roleRules, security, operators, standing, view, now, random, masterKey },
    sessions: followedBy(createSessions(models.sessions, now, random), endings, changed),
    apiKeys: followedBy(createApiKeys(models.apiKeys, now, random), ['revoke'], changed),
    factors: followedBy(createFactors(models.operators, codes, now), ['remove'], changed),
    lockOuts: createLockOuts(models.attempts, now, security.lock),
    signIns: createSignIns(models.signIns, now),
    guard: createSignInGuard({ ...usualSignInLimit, ...deps.signInLimit }),
    passwordRequests: createPasswordRequests({ ...usualSignInLimit, ...deps.signInLimit }),
    telling: createTelling(deps.audit ?? (() => undefined), models, now),
    background: createBackground(failed),
    sendMail: deps.sendMail ?? (async () => undefined),
    linksAreMailed: deps.linksAreMailed ?? false,
    language: () => (settings().legal?.address?.country === 'IT' ? ('it' as const) : ('en' as const)),
    organisation: () => settings().legal?.name ?? product,
    consoleUrl: `${publicUrl}/console`,
    inTurn: deps.inTurn ?? (<Result>(work: () => Promise<Result>) => work()),
    async constitution(): Promise<Constitution> {
      await deps.refresh?.();
      return { roles: roles(), approvals: settings().approvals };
    },
  } satisfies Record<string, unknown>;
}

const product = 'Payment Integration Hub';

export function createAccess(deps: AccessDeps): Access {
  const { secureCookies, actions = () => [] } = deps;
  const parts = partsOf(deps);
  const { models, operators, sessions, apiKeys, permissions, security, background, standing } = parts;
  const service = createAccessService(parts);
  const appointments = createAppointments(parts);
  const resetting = createResetting({ ...parts, resets: models.resets });
  const signingIn = createSigningIn({ ...parts, challenges: models.challenges });
  const account = createOwnAccount({ ...parts, resetting });
  const people = createPeople({ ...parts, appointments });
  const matrix = createMatrix({ ...parts, roles: deps.roles, actions });
  const rolesOf = async ({ type, id }: Maker) =>
    (await (type === 'operator' ? operators.active(id) : apiKeys.active(id)))?.roles;
  const inviting = createInviting({ ...parts, invitations: models.invitations, rolesOf });
  const recognise = createRecognise({ secureCookies, operators, sessions, apiKeys, security });

  const routes = newRouter();
  for (const router of [
    accessRoutes({ access: service, signingIn, account }, secureCookies),
    accountRoutes(account, people, secureCookies),
    peopleRoutes({ people, resetting, matrix }, secureCookies),
    linkRoutes({ inviting, resetting, signingIn, passwordRequests: parts.passwordRequests }, secureCookies),
  ])
    routes.use(router.routes());

  return {
    identify: identifyWith(recognise, permissions),
    routes,
    async identifySocket(headers) {
      const recognised = await recognise(headers);
      if (!recognised || recognised.lacksSecondFactor) return undefined;
      const { caller } = recognised;
      return {
        caller,
        can: (action) => permissions.can(caller.roles, action),
        viewer: viewerFor(caller, permissions),
      };
    },
    async viewerOf({ type, id }) {
      const found = await (type === 'operator' ? operators.active(id) : apiKeys.active(id));
      return found && viewerFor({ type, id, name: found.name, roles: found.roles }, permissions);
    },
    makersOf: createMakersOf(models),
    untold: [models.operators, models.apiKeys, models.invitations] as unknown as Model<never>[],
    createOperator: service.createOperator,
    operatorCount: operators.count,
    async whoMay(wanted, proposed) {
      const by = proposed ? createPermissions(() => proposed, deps.storedFacts) : permissions;
      return ableTo(await operators.list(), wanted, by);
    },
    missingWith: async (proposed) => missing(await operators.list(), proposed),
    async inviteAs(inviter, request) {
      const by = await operators.ofEmail(inviter);
      await inviting.invite(by ? { type: 'operator', ...by } : null, request);
    },
    async disableOperator(id) {
      await operators.disable(id);
      await sessions.endAllOf(id);
    },
    async holdersOf(role) {
      const working = (await operators.list()).filter(({ disabledAt }) => disabledAt === null);
      const holders = [...working, ...(await apiKeys.list())].filter(({ roles: held }) => held.includes(role));
      return [...holders.map(({ name }) => name), ...(await inviting.expecting(role))];
    },
    createApiKey: service.createApiKey,
    rescue: createRescue({ ...parts, resetting }),
    rolesChanged() {
      permissions.changed();
      standing.tell();
    },
    followStanding: (listener) =>
      standing.follow(() => {
        apiKeys.forget();
        listener();
      }),
    actions,
    settled: background.settled,
    async indexesReady() {
      await Promise.all(Object.values(models).map((model) => model.createIndexes()));
    },
  };
}
