import type { Provider } from '@pih/schemas';
import type { Connector } from '../connector.ts';
import { loopback, type Heard, type Said } from '../loopback.ts';
import { aDocument } from './a-document.ts';
import { createDeclarativeConnector } from './connector.ts';

/** For tests: what a document says otherwise than `aDocument`. */
export type Given = NonNullable<Parameters<typeof aDocument>[1]>;

/** For tests: the connector of a document whose secrets all have the value "hush". */
export const connectorOf = (document: Provider): Connector =>
  createDeclarativeConnector(document, { secret: () => 'hush', now: () => new Date('2026-01-01T12:00:00Z') });

/** For tests: runs `ask` against a provider that answers `say`, and tells what the provider heard. */
export async function told<Result>(
  say: Said | ((heard: Heard) => Said),
  given: Given,
  ask: (connector: Connector) => Promise<Result>,
): Promise<{ outcome: Result; heard: Heard[] }> {
  await using provider = await loopback(typeof say === 'function' ? say : () => say);
  return { outcome: await ask(connectorOf(aDocument(provider.url, given))), heard: [...provider.heard] };
}

/** For tests: answers by method and path, such as `GET /orders/1`; 404 for anything else. */
export const answering =
  (answers: Readonly<Record<string, Said>>) =>
  ({ method, path }: Heard): Said =>
    answers[`${method} ${path}`] ?? { status: 404, body: {} };
