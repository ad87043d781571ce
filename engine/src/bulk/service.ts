import type { BulkPreview, BulkPreviewRequest, Job } from '@pih/schemas';
import type { Viewer } from '../http/index.ts';
import type { Work } from '../jobs/index.ts';
import type { BulkDependencies } from './dependencies.ts';
import { BulkItems } from './items.ts';
import type { About, StoredPreview } from './model.ts';
import { preview } from './preview.ts';
import { BulkPreviewNotFound, NothingToDo } from './problems.ts';
import { run } from './run.ts';
import { resultFile } from './result-file.ts';
import { itemsPage } from './views.ts';

/** How many bulk jobs one engine works on at the same time, so that a long one does not hold up all others. */
const jobsAtOnce = 3;

/** Without the words of notes, which stay with the payments. */
const askedFor = ({
  action,
  payments,
  parameters: { text: _words, reason, ...rest },
}: About): ReturnType<Work['asked']> => ({
  after: { action, payments, ...rest },
  ...(reason !== undefined && { reason }),
});

/** One action for many payments: looked at first, then started, done in the background. */
export class Bulk {
  readonly #deps: BulkDependencies;
  readonly #items: BulkItems;

  constructor(deps: BulkDependencies) {
    this.#deps = deps;
    this.#items = new BulkItems(deps.models.items, deps.now);
    deps.jobs.register(this.#work());
  }

  /** @throws InvalidInput, TooManyPayments */
  preview(
    viewer: Viewer,
    by: StoredPreview['by'],
    request: BulkPreviewRequest,
    signal: AbortSignal,
  ): Promise<BulkPreview> {
    return preview(this.#deps, viewer, by, request, signal);
  }

  /** What somebody has looked at. @throws BulkPreviewNotFound also for somebody else's */
  async looked(id: string, by: StoredPreview['by']): Promise<StoredPreview> {
    const found = await this.#deps.models.previews.findById(id).lean<StoredPreview>();
    if (!found || found.by.id !== by.id) throw new BulkPreviewNotFound({ id });
    return found;
  }

  /**
   * Starts what was looked at; the same once more is the same job.
   * @throws BulkPreviewNotFound, NothingToDo, TooManyJobs
   */
  async start({ _id, by, action, parameters, meant, refused, expiresAt }: StoredPreview): Promise<Job> {
    const { jobs, now } = this.#deps;
    if (expiresAt <= now()) throw new BulkPreviewNotFound({ id: _id });
    if (meant.length === 0) throw new NothingToDo({});
    // First what is to be done, then the job, so that no engine begins a job that is not there as a whole.
    await this.#items.lay(_id, meant, refused);
    return jobs.begin({
      _id,
      kind: 'bulk',
      by,
      about: { action, parameters, payments: meant.length } satisfies About,
      progress: { done: 0, total: meant.length, failed: 0, isEstimate: false },
    });
  }

  async prepare(): Promise<void> {
    await Promise.all(Object.values(this.#deps.models).map((model) => model.createIndexes()));
  }

  #work(): Work {
    const deps = this.#deps;
    const items = this.#items;
    return {
      kind: 'bulk',
      atOnce: jobsAtOnce,
      isPausable: true,
      run: (job, around) => run(deps, items, job, around),
      asked: ({ about }) => askedFor(about as About),
      view: ({ about }) => ({ bulk: about as About }),
      hasFile: () => true,
      file: (job, viewer, language) =>
        Promise.resolve({
          name: `${job._id}.csv`,
          type: 'text/csv; charset=utf-8; header=present',
          bytes: resultFile(deps.payments, items, job, viewer, language),
        }),
      items: (job, viewer, query) => itemsPage(deps.payments, items, job, viewer, query),
      async again({ _id }) {
        await items.waitAgain(_id);
        const progress = await items.progress(_id);
        return progress.done < progress.total ? progress : undefined;
      },
      canceled: ({ _id }) => items.cancel(_id),
    };
  }
}
