import { documentErrors, type DocumentCheck, type DocumentOf, type Flow, type Kind } from '@pih/schemas';
import { givingWay } from '../give-way.ts';
import { atNodes, examineFlow, failed } from '../rules/index.ts';
import { errorsOf, mismatches, type Desk } from './desk.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Everything that keeps a document from being published, and what is doubtful about it all the same. Of a flow that fits its
 * schema the doubts are told, and how its test cases go, even while it has errors yet.
 * @param signal aborted when nobody waits for the answer any more
 * @throws the signal's reason when it is aborted
 */
export async function examine(
  desk: Desk,
  kind: Kind,
  id: string,
  document: unknown,
  signal?: AbortSignal,
): Promise<DocumentCheck> {
  if (kind === 'flow') return examineDrawn(desk, id, document, signal);
  const errors = await errorsOf(desk, kind, id, document);
  const warnings = errors.length > 0 ? [] : (desk.doubts?.(kind, document as DocumentOf[typeof kind]) ?? []);
  return { errors, warnings, tests: [] };
}

/** What `errorsOf` says of a flow, out of the one examination that also finds the doubts and runs the test cases. */
async function examineDrawn(desk: Desk, id: string, document: unknown, signal?: AbortSignal): Promise<DocumentCheck> {
  const giveWay = givingWay(signal);
  const [elsewhere, misfits] = [mismatches('flow', id, document), documentErrors('flow', document)];
  if (misfits.length) return { errors: atNodes([...elsewhere, ...misfits], document), warnings: [], tests: [] };
  await giveWay();
  const { errors, warnings, tests } = await examineFlow(document as Flow, around(desk.live()), { giveWay });
  // Each kind of error speaks only where the one before has nothing to say.
  const [first = []] = [elsewhere, errors, failed(tests)].filter(({ length }) => length > 0);
  return { errors: first, warnings, tests };
}

const around = (live: Snapshot): Parameters<typeof examineFlow>[1] => ({
  known: live.known,
  providers: new Map(live.all('provider').map(({ document }) => [document.id, document])),
  settings: live.settings,
  brands: live.all('checkout').map(({ document }) => document.id),
});
