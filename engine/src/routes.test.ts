import fc from 'fast-check';
import { actionTitles, problemBase, publishedProblems } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Answer, type Ask, type TestHub } from './hub-for-tests.ts';
import { decisionOf, type HubRouter } from './http/index.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

type Layer = HubRouter['stack'][number];
const layers = (): Layer[] => hub.app.routers.flatMap(({ stack }) => stack.filter(({ methods }) => methods.length > 0));
const called = ({ methods, path }: Layer): string => `${methods.at(-1)} ${String(path)}`;

interface Route {
  method: string;
  path: string;
  /** Absent where anybody may pass. */
  action?: string;
}
const routes = (): Route[] =>
  layers().map((layer) => {
    const decision = layer.stack[0] && decisionOf(layer.stack[0]);
    const action = decision && 'action' in decision ? { action: decision.action } : {};
    return { method: layer.methods.at(-1) ?? '', path: String(layer.path), ...action };
  });

/** The address of a route with a text in the place of each parameter. */
const at = (path: string, text = 'x'): string => path.replace(/\{\*\w+\}|:\w+/g, encodeURIComponent(text));

function expectProblem({ status, body, headers }: Answer): void {
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({
    type: expect.stringContaining(problemBase),
    title: expect.stringMatching(/\S/),
    status,
    detail: expect.stringMatching(/\S/),
    instance: expect.stringMatching(/^req_/),
  });
  expect(publishedProblems.map(({ type }) => problemBase + type)).toContain(body['type']);
}

describe('every route', () => {
  it('has exactly one decision about access, before anything else', () => {
    expect(layers().length).toBeGreaterThan(30);
    for (const layer of layers()) {
      const decisions = layer.stack.map((middleware) => decisionOf(middleware) !== undefined);
      expect(decisions.indexOf(true), called(layer)).toBe(0);
      expect(decisions.filter(Boolean), called(layer)).toHaveLength(1);
    }
  });

  it('is open only for a reason that is written down', () => {
    for (const { stack } of layers()) {
      const decision = stack[0] && decisionOf(stack[0]);
      if (decision && 'open' in decision) expect(decision.open.length).toBeGreaterThan(10);
    }
  });

  it('that needs a permission is closed to nobody, to a forged key and to a forged session', async () => {
    const strangers: Ask[] = [
      { key: null },
      { key: 'pihk_made_up' },
      { key: null, headers: { Cookie: `pih_session=${'x'.repeat(43)}` } },
    ];
    for (const { method, path, action } of routes()) {
      if (!action) continue;
      for (const stranger of strangers) {
        const answer = await hub.ask(method, at(path), stranger);
        expect(answer.status, `${method} ${path}`).toBe(401);
        expectProblem(answer);
      }
    }
  });

  it('asks for actions that have words for people, and there are words for no other', () => {
    const asked = new Set(hub.app.access.actions());
    expect([...asked].filter((action) => !actionTitles[action])).toEqual([]);
    expect(Object.keys(actionTitles).filter((action) => !asked.has(action))).toEqual([]);
  });

  it('is closed to each role that does not name its action, and only to those', async () => {
    for (const { document: role } of hub.app.live.current.all('role')) {
      const key = await hub.keyWith(role.id);
      const named = new Set(role.grants.flatMap(({ actions }) => actions));
      for (const { method, path, action } of routes()) {
        if (!action) continue;
        const answer = await hub.ask(method, at(path), { key });
        const isAllowed = named.has('*') || named.has(action);
        expect(answer.status === 403, `${role.id}: ${method} ${path} was ${answer.status}`).toBe(!isAllowed);
        if (!isAllowed) expect(answer.body).toMatchObject({ action, type: `${problemBase}forbidden` });
      }
    }
  });

  it('that changes something under a session asks for the token of that session', async () => {
    const { headers = {} } = await hub.signIn();
    for (const { method, path, action } of routes()) {
      if (!action || method === 'GET') continue;
      for (const token of ['', 'x', headers['X-CSRF-Token']?.slice(1) ?? '']) {
        const answer = await hub.ask(method, at(path), {
          key: null,
          headers: { Cookie: headers['Cookie'] ?? '', 'X-CSRF-Token': token },
        });
        expect(answer.body, `${method} ${path}`).toMatchObject({ type: `${problemBase}csrf-token-missing` });
      }
    }
  });

  it('answers nonsense with a problem, never with a fault of its own', async () => {
    const key = await hub.keyWith('administrator');
    const all = routes().filter(({ path }) => !path.endsWith('/events'));
    const before = await hub.ask<{ data: unknown[] }>('GET', '/v1/payments?limit=100');
    const oddTexts = [
      '__proto__',
      'constructor',
      '..',
      '../..',
      '\0',
      '\ud7ff',
      '$where',
      'pay_01',
      "'",
      '%',
      '{}',
      ' ',
    ];
    const text = fc.oneof(fc.constantFrom(...oddTexts), fc.string({ unit: 'binary', maxLength: 40 }));
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom('', '{', '[]', 'null', '{"__proto__":{}}', '"\\u0000"'),
    );
    const headers = fc.record(
      {
        'Content-Type': fc.constantFrom('application/json', 'text/plain', 'application/json; charset=x', ';'),
        'Idempotency-Key': fc.constantFrom('', 'a', 'k'.repeat(300)),
        'Accept-Language': fc.constantFrom('it', '*', ';;;q=9', '-'),
        'Content-Encoding': fc.constantFrom('identity', 'gzip', 'x'),
        Cookie: fc.constantFrom('pih_session', 'pih_session==;;=', '=', 'pih_session=%00'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all),
        text,
        body,
        headers,
        text,
        async (route, odd, sent, sentHeaders, query) => {
          const hasBody = route.method !== 'GET' && route.method !== 'HEAD';
          const answer = await hub.ask(route.method, `${at(route.path, odd)}?search=${encodeURIComponent(query)}&x`, {
            key,
            headers: sentHeaders,
            ...(hasBody && { body: sent }),
          });
          expect(answer.status).toBeLessThan(500);
          if (answer.status >= 400) expectProblem(answer);
        },
      ),
      { numRuns: 500, seed: 20260101 },
    );
    const after = await hub.ask<{ data: unknown[] }>('GET', '/v1/payments?limit=100');
    expect(after.body.data).toHaveLength(before.body.data.length);
  }, 60_000);

  it('answers 405 and what is possible to other methods, known to HTTP or not', async () => {
    for (const method of ['DELETE', 'PROPFIND']) {
      const answer = await hub.ask(method, '/v1/payments');
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toMatch(/GET/);
      expectProblem(answer);
    }
  });
});
