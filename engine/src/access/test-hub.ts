import type { Role } from '@pih/schemas';
import Koa from 'koa';
import mongoose, { type Connection } from 'mongoose';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { may, newRouter, problems, type HubState } from '../http/index.ts';
import { Turns } from '../turns.ts';
import { startEmbeddedStore } from '../store/index.ts';
import type { StoredFacts } from '../rules/index.ts';
import type { AccountMail } from './account/account-mail.ts';
import { createAccess, type Access, type AccessDeps } from './access.ts';
import type { NewApiKey } from './keys/api-keys.ts';
import { accessModels, type AccessModels } from './model/index.ts';
import type { NewOperator, Operator } from './people/operators.ts';

/** A store for one test file, and a hub with a database of its own for each test. */
export interface TestStore {
  hub(options?: Partial<AccessDeps>): Promise<TestHub>;
  close(): Promise<void>;
}

export interface Sent {
  body?: unknown;
  /** Sent as it is instead of the session. */
  cookie?: string;
  /** Sent as the session cookie. */
  session?: string;
  csrf?: string;
  /** Sent as a bearer token. */
  key?: string;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** What a browser knows after signing in. */
export interface SignedIn {
  session: string;
  csrf: string;
}

export interface TestHub {
  access: Access;
  models: AccessModels;
  /** What was sent to people about their accounts; await `access.settled()` before looking. */
  mails: AccountMail[];
  /** Published role documents; call `access.rolesChanged()` after changing them. */
  roles: Role[];
  /** Lets time pass, in milliseconds. */
  pass(ms: number): void;
  call(method: string, path: string, sent?: Sent): Promise<Answer>;
  has(operator?: Partial<NewOperator>): Promise<Operator>;
  hasKey(...roles: string[]): Promise<NewApiKey>;
  /** An operator who may do everything, signed in. */
  asAdministrator(): Promise<SignedIn & { id: string }>;
  signIn(credentials?: { email?: string; password?: string; session?: string }): Promise<SignedIn>;
  stop(): void;
}

export const minute = 60_000;
export const hour = 60 * minute;

export const aRole = (id: string, ...grants: Role['grants']): Role => ({ kind: 'role', id, title: id, grants });
export const allow = (...actions: string[]): Role['grants'][number] => ({ actions });
export const deny = (...actions: string[]): Role['grants'][number] => ({ actions, effect: 'deny' });

/** Where payments would keep what conditions ask about. */
export const storedFacts: StoredFacts = {
  method: { type: 'text', path: 'method' },
  channel: { type: 'text', path: 'channel' },
  amount: { type: 'money', amount: 'total.amount', currency: 'total.currency' },
};

const someone = { name: 'Giulia Neri', email: 'giulia@demo.example', password: 'correct horse', roles: ['support'] };

/** The session token in a Set-Cookie, "" when the cookie is taken away. */
export const cookieOf = ({ headers }: Answer): string =>
  /^(?:__Host-)?pih_session=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '';

export async function openTestStore(): Promise<TestStore> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pih-access-'));
  const given = process.env['MONGODB_URI'];
  const embedded = given ? undefined : await startEmbeddedStore({ folder, durable: false });
  const uri = given ?? embedded?.uri ?? '';
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  const hubs: TestHub[] = [];
  return {
    async hub(options) {
      const hub = await startHub(connection.useDb(`${path.basename(folder)}-${hubs.length}`), options);
      hubs.push(hub);
      return hub;
    },
    async close() {
      for (const hub of hubs) {
        hub.stop();
        await hub.models.operators.db.dropDatabase();
      }
      await connection.close();
      await embedded?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startHub(connection: Connection, options: Partial<AccessDeps> = {}): Promise<TestHub> {
  // Far ahead of the real clock, by which the store sweeps expired sessions.
  let time = Date.UTC(2100, 0, 1);
  const roles = [aRole('administrator', allow('*')), aRole('support', allow('payments.read', 'payments.refund'))];
  const mails: AccountMail[] = [];
  const turns = new Turns('constitution', connection, () => new Date(time));
  const access = createAccess({
    connection,
    roles: () => roles,
    now: () => new Date(time),
    storedFacts,
    secureCookies: false,
    environment: 'sandbox',
    masterKey: Buffer.alloc(32, 7),
    publicUrl: 'https://hub.example',
    inTurn: (work) => turns.take(work),
    sendMail: async (mail) => void mails.push(mail),
    ...options,
  });
  await access.indexesReady();
  const { origin, stop } = await listen(access);

  async function call(method: string, path: string, { body, session, cookie, csrf, key }: Sent = {}): Promise<Answer> {
    const headers = {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(session !== undefined && { Cookie: `theme=dark; pih_session=${session}` }),
      ...(cookie !== undefined && { Cookie: cookie }),
      ...(csrf !== undefined && { 'X-CSRF-Token': csrf }),
      ...(key !== undefined && { Authorization: `Bearer ${key}` }),
    };
    const answer = await fetch(origin + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : {} };
  }

  const has = (operator?: Partial<NewOperator>): Promise<Operator> =>
    access.createOperator({ ...someone, ...operator });

  async function signIn({ email = someone.email, password = someone.password, session = '' } = {}): Promise<SignedIn> {
    const answer = await call('POST', '/v1/session', { body: { email, password }, ...(session && { session }) });
    if (answer.status !== 200) throw new Error(`Signing in was answered with ${answer.status}`);
    return { session: cookieOf(answer), csrf: String(answer.body['csrfToken']) };
  }

  return {
    access,
    mails,
    models: accessModels(connection),
    roles,
    pass: (ms) => void (time += ms),
    call,
    has,
    hasKey: (...held) => access.createApiKey({ name: 'Web shop', roles: held }),
    async asAdministrator() {
      const { id, email } = await has({ roles: ['administrator'], email: 'admin@demo.example' });
      return { id, ...(await signIn({ email })) };
    },
    signIn,
    stop,
  };
}

/** A small app: who-am-I beside the routes of this room, and a refund that only some may make. */
async function listen(access: Access): Promise<{ origin: string; stop: () => void }> {
  const router = newRouter();
  router.get('/v1/payments', may('payments.read'), (ctx) => {
    ctx.body = { caller: ctx.state.caller };
  });
  router.post('/v1/refunds', may('payments.refund'), (ctx) => {
    ctx.body = { refunded: true };
  });
  const app = new Koa<HubState>();
  app.use(problems(pino({ enabled: false })));
  app.use(access.identify);
  app.use(access.routes.routes());
  app.use(router.routes());
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, stop: () => void server.close() };
}
