import type { Flow } from '@pih/schemas';
import { RevisionNotFound, type Documents } from '../../config/index.ts';
import { compileFlow, type CompiledFlow } from '../../rules/index.ts';
import type { Past } from './decide-again.ts';

/** So many revisions of a flow stay compiled: payments come in the order in which they were made, and so do revisions. */
const mostKept = 20;

/** Reads what past payments of a flow were decided by; its revisions only when a payment needs them. */
export async function pastOf(documents: Pick<Documents, 'timeline' | 'revision'>, flow: string): Promise<Past> {
  const [providers, settings] = await Promise.all([documents.timeline('provider'), documents.timeline('settings')]);
  const kept = new Map<number, CompiledFlow | undefined>();
  return {
    providers,
    settings,
    async flowOf(revision) {
      const compiled = kept.has(revision) ? kept.get(revision) : await compiledRevision(documents, flow, revision);
      kept.delete(revision);
      kept.set(revision, compiled);
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      return compiled;
    },
  };
}

async function compiledRevision(
  documents: Pick<Documents, 'revision'>,
  flow: string,
  revision: number,
): Promise<CompiledFlow | undefined> {
  try {
    // What became a revision fitted its schema.
    return compileFlow((await documents.revision('flow', flow, revision)).document as Flow);
  } catch (error) {
    if (error instanceof RevisionNotFound) return undefined;
    throw error;
  }
}
