import type { Checkout, Flow, ImportAnswer, Problem } from '@pih/schemas';
import type { Answer, Ask, TestHub } from '../../hub-for-tests.ts';

export type Caller = Pick<Ask, 'key' | 'headers'>;
type Document = { kind: string; id: string };

/** Sends documents to be imported, or to be judged only. */
export const importing = (
  hub: TestHub,
  by: Caller,
  documents: readonly unknown[],
  dryRun = false,
): Promise<Answer<ImportAnswer & Problem>> =>
  hub.ask('POST', '/v1/config-import', { ...by, body: { documents, note: 'A test', dryRun } });

/** Which problem an answer is: "import-refused"; undefined for none. */
export const slugOf = ({ body }: Answer<Problem>): string | undefined => body.type?.split('/').at(-1);

export const documentsOf = async (hub: TestHub, by: Caller): Promise<Document[]> =>
  (await hub.ask<{ documents: Document[] }>('GET', '/v1/config-export', by)).body.documents;

/** The demo brand under another name. */
export function aBrand(hub: TestHub, id: string, about: Partial<Checkout> = {}): Checkout {
  const live = hub.app.live.current.get('checkout', 'rosmarino');
  if (!live) throw new Error('The seeds have no rosmarino');
  return { ...structuredClone(live.document), id, ...about };
}

/** The demo flow under another name. */
export function aFlow(hub: TestHub, id: string, about: Partial<Flow> = {}): Flow {
  const live = hub.app.live.current.get('flow', 'rosmarino');
  if (!live) throw new Error('The seeds have no flow rosmarino');
  return { ...structuredClone(live.document), id, ...about };
}
