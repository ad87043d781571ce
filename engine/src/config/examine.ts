import { documentErrors, type DocumentCheck, type Flow, type Kind } from '@pih/schemas';
import { atNodes, examineFlow } from '../rules/index.ts';
import { errorsOf, type Desk } from './desk.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Everything that keeps a document from being published, and what is doubtful about it all the same. Of a flow that fits its
 * schema the doubts are told, and how its test cases go, even while it has errors yet.
 */
export async function examine(desk: Desk, kind: Kind, id: string, document: unknown): Promise<DocumentCheck> {
  const errors = await errorsOf(desk, kind, id, document);
  if (kind !== 'flow') return { errors, warnings: [], tests: [] };
  const placed = atNodes(errors, document);
  if (documentErrors('flow', document).length) return { errors: placed, warnings: [], tests: [] };
  const { warnings, tests } = await examineFlow(document as Flow, around(desk.live()));
  return { errors: placed, warnings, tests };
}

const around = (live: Snapshot): Parameters<typeof examineFlow>[1] => ({
  known: live.known,
  providers: new Map(live.all('provider').map(({ document }) => [document.id, document])),
  settings: live.settings,
  brands: live.all('checkout').map(({ document }) => document.id),
});
