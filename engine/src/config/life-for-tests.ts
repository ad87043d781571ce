import type { Checkout, DocumentHistory, DocumentView, Flow, Publication, ReleaseDocument } from '@pih/schemas';
import { pino } from 'pino';
import type { Ask, Answer, TestHub } from '../hub-for-tests.ts';
import type { Store } from '../store/index.ts';
import { Documents, type DocumentDependencies } from './service.ts';
import { LiveDocuments } from './live.ts';
import { configModels } from './model.ts';

export const luca = { email: 'luca@demo.example', password: 'demo-luca' };

/** The last part of a problem's type. */
export const problemOf = ({ body }: { body: unknown }): string =>
  String((body as { type?: string }).type)
    .split('/')
    .at(-1) ?? '';

/** What one operator does with documents, over HTTP. */
export interface Editor {
  call<Body = Record<string, unknown>>(method: string, address: string, body?: unknown): Promise<Answer<Body>>;
  read(address: string): Promise<DocumentView>;
  /** Saves over whatever draft is there; the version to publish. */
  draft(document: object): Promise<number>;
  publish(address: string, version: number, about?: Record<string, unknown>): Promise<Answer<Publication>>;
  /** Saves and publishes in one go. @throws Error with the problem */
  published(document: object, about?: Record<string, unknown>): Promise<Publication>;
  answer(
    address: string,
    release: string | undefined,
    verb: 'approve' | 'refuse' | 'withdraw' | 'promote',
    note?: string,
  ): Promise<Answer<Publication>>;
  release(address: string, release: string | undefined): Promise<ReleaseDocument>;
  /** What happened, oldest first. */
  history(address: string): Promise<DocumentHistory['data']>;
}

export function editorAt(hub: TestHub, who: Pick<Ask, 'key' | 'headers'>): Editor {
  const call = <Body>(method: string, address: string, body?: unknown) =>
    hub.ask<Body>(method, `/v1/${address}`, { ...who, ...(body !== undefined && { body }) });
  const well = <Body>({ status, body }: Answer<Body>): Body => {
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  const publish: Editor['publish'] = (address, version, about = {}) =>
    call<Publication>('POST', `config/${address}/publish`, { version, note: 'A test', ...about });
  const nameOf = (document: object): string => {
    const { kind, id } = document as { kind?: string; id?: string };
    return `${kind}/${id}`;
  };
  const draft: Editor['draft'] = async (document) => {
    const address = `config/${nameOf(document)}`;
    const seen = await call<DocumentView>('GET', address);
    const version = seen.status === 200 ? (seen.body.draft?.version ?? 0) : 0;
    return well(await call<{ version: number }>('PUT', `${address}/draft`, { document, version })).version;
  };
  return {
    call,
    publish,
    draft,
    read: async (address) => well(await call<DocumentView>('GET', `config/${address}`)),
    published: async (document, about) => well(await publish(nameOf(document), await draft(document), about)),
    answer: (address, release, verb, note) =>
      call<Publication>('POST', `config/${address}/releases/${release}/${verb}`, note === undefined ? {} : { note }),
    release: async (address, release) =>
      well(await call<ReleaseDocument>('GET', `config/${address}/releases/${release}`)),
    history: async (address) => well(await call<DocumentHistory>('GET', `config/${address}/history`)).data.toReversed(),
  };
}

/** A brand like one of the seeds, but for its name. */
export function aBrand(hub: TestHub, id: string, about: Partial<Checkout> = {}): Checkout {
  const live = hub.app.live.current.get('checkout', 'rosmarino');
  if (!live) throw new Error('The seeds have no rosmarino');
  return { ...live.document, id, ...about };
}

/** A flow like one of the seeds, but for its name. */
export function aFlow(hub: TestHub, id: string, about: Partial<Flow> = {}): Flow {
  const live = hub.app.live.current.get('flow', 'rosmarino');
  if (!live) throw new Error('The seeds have no rosmarino');
  return { ...structuredClone(live.document), id, ...about };
}

/** The title of what is live, undefined for nothing. */
export const liveTitle = (hub: TestHub, id: string): string | undefined =>
  hub.app.live.current.get('checkout', id)?.document.title;

/** Another engine's way to the same documents, with a clock of its own when the test needs one. */
export function anotherNode(store: Store, about: Partial<DocumentDependencies> = {}): Documents {
  const log = pino({ enabled: false });
  const models = configModels(store.connection);
  const live = new LiveDocuments(models, log);
  return new Documents({
    models,
    log,
    now: () => new Date(),
    live: () => live.current,
    refresh: () => live.refresh(),
    gate: async () => [],
    archiveGate: async () => [],
    mayApprove: async () => true,
    makersOf: async () => [],
    ...about,
  });
}
