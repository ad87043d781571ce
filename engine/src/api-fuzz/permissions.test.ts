import { problemBase, type Role } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { operationsOf, type Document, type Known } from './document.ts';
import { strangers, worldOf, type Caller } from './world.ts';

let hub: TestHub;
let operations: Known[];
let callers: Caller[];
let roles: Role[];
beforeAll(async () => {
  hub = await startTestHub();
  operations = operationsOf((await hub.ask<Document>('GET', '/openapi.json', { key: null })).body);
  const { key } = await hub.app.access.createApiKey({ name: 'no role', roles: [] });
  callers = [...(await worldOf(hub)).callers, { name: 'a key without a role', ask: { key }, roles: [] }];
  roles = hub.app.live.current.all('role').map(({ document }) => document);
});
afterAll(() => hub.stop());

const meets = (pattern: string, action: string): boolean =>
  pattern === '*' || pattern === action || (pattern.endsWith('.*') && action.startsWith(pattern.slice(0, -1)));

/**
 * Whether roles allow an action, on some payments at least, read from their documents once more and in another way than the
 * engine does: some grant allows it, and none denies it whatever the payment.
 */
function allow(held: readonly string[], action: string): boolean {
  const grants = roles.filter(({ id }) => held.includes(id)).flatMap((role) => role.grants);
  const about = grants.filter(({ actions }) => actions.some((pattern) => meets(pattern, action)));
  return (
    about.some(({ effect = 'allow' }) => effect === 'allow') &&
    !about.some(({ effect, when }) => effect === 'deny' && when === undefined)
  );
}

const at = ({ path }: Known): string => path.replace(/\{\w+\}/g, 'x');
const isStranger = (caller: Caller): boolean => strangers.includes(caller);

/** How an operation lets a caller in: "in" when it is up to the operation itself what it makes of an empty request. */
async function reception(operation: Known, caller: Caller): Promise<string> {
  const isSafe = operation.method === 'GET';
  const { status, body } = await hub.ask<{ type?: string }>(operation.method, at(operation), {
    ...caller.ask,
    ...(!isSafe && { body: '[]' }),
  });
  const type = typeof body === 'object' ? body.type?.replace(problemBase, '') : undefined;
  return status === 401 || status === 403 ? `${status} ${type}` : 'in';
}

/** What the document lets somebody expect. */
function expected({ security, 'x-permission': permission, operationId }: Known, caller: Caller): string {
  if (permission !== null) {
    if (isStranger(caller)) return '401 not-signed-in';
    return allow(caller.roles, permission) ? 'in' : '403 forbidden';
  }
  const needsSession = security.length > 0;
  // Whoever has no session has nothing to end.
  return needsSession && !caller.hasSession && operationId !== 'signOut' ? '401 not-signed-in' : 'in';
}

describe('every documented operation', () => {
  it('lets exactly those in whom the document names, of all roles and all strangers', async () => {
    // The provider's webhook has a signature of its own, and the session is still needed.
    const asked = operations.filter(({ operationId }) => !['receiveWebhook', 'signOut'].includes(operationId));
    const seen: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const operation of asked) {
      for (const caller of callers) {
        const name = `${operation.operationId} for ${caller.name}`;
        seen[name] = await reception(operation, caller);
        wanted[name] = expected(operation, caller);
      }
    }
    expect(seen).toEqual(wanted);
    expect(new Set(Object.values(wanted))).toEqual(new Set(['in', '401 not-signed-in', '403 forbidden']));
  }, 180_000);

  it('that changes something refuses a session that does not prove itself', async () => {
    const session = callers.find(({ hasSession }) => hasSession);
    const Cookie = session?.ask.headers?.['Cookie'] ?? '';
    const changes = operations.filter(({ security }) => security.some((needs) => 'csrf' in needs));
    expect(changes.length).toBeGreaterThan(15);
    for (const operation of changes) {
      const unproven = { name: 'an unproven session', ask: { key: null, headers: { Cookie } }, roles: [] };
      expect(await reception(operation, unproven), operation.operationId).toBe('403 csrf-token-missing');
    }
  });

  it('needs a permission that some role of the demo organisation holds', () => {
    const needed = new Set(operations.flatMap((operation) => operation['x-permission'] ?? []));
    const all = roles.map(({ id }) => id);
    for (const action of needed) expect(allow(all, action), action).toBe(true);
  });
});
