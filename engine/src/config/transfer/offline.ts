import type { AnyDocument, FieldError, Flow } from '@pih/schemas';
import { runTests } from '../../rules/index.ts';
import { Snapshot } from '../snapshot.ts';
import { errorsInForm, errorsTogether } from './judge.ts';

/**
 * What is wrong with documents as a configuration of their own: their form, what they refer to among each other, the test
 * cases of flows. What only an installation knows (secrets, roles in use, who approves) is not looked at.
 * @returns errors with paths such as /documents/3/title
 */
export async function documentsErrors(given: readonly Record<string, unknown>[]): Promise<FieldError[]> {
  const errors = errorsInForm(given);
  if (errors.length) return errors;
  const documents = (given as unknown as AnyDocument[]).map((document, index) => ({ index, document }));
  return errorsTogether(documents, new Snapshot(), async (kind, document) =>
    kind === 'flow' ? runTests(document as Flow) : [],
  );
}
