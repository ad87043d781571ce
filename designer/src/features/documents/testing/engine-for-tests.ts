import type { DocumentView, Release } from '@pih/schemas/types';
import { createPinia, setActivePinia } from 'pinia';
import { vi } from 'vitest';
import type { LiveDocument } from '../../../live/index.ts';
import { answer } from '../../../testing/index.ts';
import { useSession } from '../../session/index.ts';
import type { Actor, Content } from '../model.ts';

export const giulia: Actor = { type: 'operator', id: 'opr_giulia', name: 'Giulia Neri' };
export const marco: Actor = { type: 'operator', id: 'opr_marco', name: 'Marco Blu' };

/** A role document: two fields that can be changed apart, and a list of things without identifiers. */
export const aRole = (about: Content = {}): Content => ({
  kind: 'role',
  id: 'helpdesk',
  title: 'Help desk',
  grants: [{ actions: ['payments.read'] }],
  ...about,
});

type Handler = (news: unknown) => void;
/** Stands where socket.io-client would: `vi.mock('socket.io-client', () => fakeWire)`. */
export const wire = { handlers: new Map<string, Set<Handler>>() };
export const io = () => ({
  on: (event: string, handler: Handler) => {
    const known = wire.handlers.get(event) ?? new Set();
    wire.handlers.set(event, known.add(handler));
  },
  connect: () => {},
  disconnect: () => wire.handlers.clear(),
});
const tell = (event: string, news?: unknown): void => wire.handlers.get(event)?.forEach((handler) => handler(news));

/**
 * The engine as a browser meets it over HTTP and its socket, for one document: drafts by version, conflicts, news, and
 * a line that can be cut.
 */
export function engineWith(document: Content | null, { me = giulia, actions = ['*'] } = {}) {
  const kind = 'role';
  const id = 'helpdesk';
  let version = 1;
  let view: DocumentView | undefined = {
    kind,
    id,
    published: document && {
      revision: 1,
      note: 'First',
      at: '2026-11-23T09:00:00.000Z',
      by: marco,
      how: 'publish',
      document,
    },
    draft: null,
    releases: [],
    archived: null,
  };
  let isAway = false;
  let errors: unknown[] = [];
  let needs: string[] = [];
  const calls: { method: string; path: string; body: unknown }[] = [];
  const others = new Map<string, (body: unknown) => Response | Promise<Response>>();

  const problem = (type: string, status: number, more: Content = {}) =>
    answer({ type: `https://hub.example/problems/${type}`, title: type, status, ...more }, status);

  function saved(by: Actor, next: Content): void {
    if (!view) view = { kind, id, published: null, draft: null, releases: [], archived: null };
    version++;
    const editors = [...(view.draft?.editors ?? []), by];
    const at = new Date().toISOString();
    view = { ...view, draft: { version, document: next, at, by, editors, basedOn: view.published?.revision ?? null } };
    news();
  }
  function news(): void {
    const { draft, published, releases } = view ?? { draft: null, published: null, releases: [] };
    tell('config', {
      kind,
      id,
      version,
      revision: published?.revision ?? null,
      draft: draft && { version: draft.version, by: draft.by, at: draft.at },
      releases: releases.length,
    } satisfies LiveDocument);
  }

  async function handle(path: string, method: string, body: unknown): Promise<Response> {
    const special = others.get(`${method} ${path}`);
    if (special) return special(body);
    if (path === `/v1/config/${kind}/${id}`) return view ? answer(view) : problem('document-not-found', 404);
    if (path.endsWith('/validate')) return answer({ errors, warnings: [], tests: [] });
    if (path.endsWith('/needs')) return answer({ needs, approvers: needs.length });
    if (path.endsWith('/draft') && method === 'PUT') {
      const sent = body as { version: number; document: Content };
      if ((view?.draft?.version ?? 0) !== sent.version) return problem('draft-changed', 409, { by: view?.draft?.by });
      saved(me, sent.document);
      return answer({ version });
    }
    return problem('not-found', 404);
  }

  vi.stubGlobal('fetch', async (address: string, { method = 'GET', body, signal }: RequestInit = {}) => {
    const [path = ''] = address.split('?');
    const read: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
    calls.push({ method, path, body: read });
    await Promise.resolve();
    if (signal?.aborted) throw new DOMException('aborted', 'AbortError');
    if (isAway) throw new TypeError('Failed to fetch');
    return handle(path, method, read);
  });

  const pinia = createPinia();
  setActivePinia(pinia);
  const session = useSession();
  session.session = {
    operator: { id: me.id ?? '', name: me.name ?? '', email: 'giulia@demo.example', roles: [] },
    actions,
    csrfToken: 'token',
    environment: 'sandbox',
    mustSetUpSecondFactor: false,
  };

  return {
    pinia,
    view: () => {
      if (!view) throw new Error('The document is gone');
      return view;
    },
    draft: () => view?.draft?.document,
    puts: () => calls.filter(({ method }) => method === 'PUT'),
    calls,
    on: (call: string, respond: (body: unknown) => Response | Promise<Response>) => others.set(call, respond),
    cut: (away = true) => void (isAway = away),
    reconnect: () => {
      isAway = false;
      tell('connect');
    },
    /** Somebody saves a draft elsewhere. */
    saves: (by: Actor, next: Content) => saved(by, next),
    publishes: (by: Actor, next: Content) => {
      if (!view) return;
      const revision = (view.published?.revision ?? 0) + 1;
      const published = {
        revision,
        note: 'Elsewhere',
        at: new Date().toISOString(),
        by,
        how: 'publish' as const,
        document: next,
      };
      view = { ...view, published, draft: null };
      news();
    },
    removes: () => {
      view = undefined;
      news();
    },
    has: (about: Partial<DocumentView>) => view && (view = { ...view, ...about }),
    finds: (found: unknown[]) => (errors = found),
    asksFor: (rules: string[]) => (needs = rules),
    problem,
  };
}
export type EngineForTests = ReturnType<typeof engineWith>;

/** A release that waits for one more yes, asked for by Marco. */
export const aRelease = (about: Partial<Release> = {}): Release => ({
  id: 'rel_01',
  kind: 'role',
  documentId: 'helpdesk',
  title: 'Help desk',
  state: 'awaiting_approval',
  how: 'publish',
  note: 'More for the help desk',
  requestedAt: '2026-11-23T09:30:00.000Z',
  requestedBy: marco,
  editors: [marco],
  basedOn: 1,
  needs: ['Roles need two'],
  approvers: 1,
  approvals: [],
  ...about,
});
