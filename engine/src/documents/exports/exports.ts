import { newId, type ExportRequest, type Job } from '@pih/schemas';
import type { Clock } from '../../clock.ts';
import { FileNotFound, type Files, type StoredFile } from '../../files/index.ts';
import type { Caller, Viewer } from '../../http/index.ts';
import {
  JobFileGone,
  JobFileNotReady,
  JobOwnerGone,
  type Download,
  type JobOwner,
  type Jobs,
  type Progress,
  type Run,
  type StoredJob,
  type Work,
} from '../../jobs/index.ts';
import { sensible, type PaymentDependencies } from '../../payments/index.ts';
import { columnsWith, rowOf, titlesOf, usualColumns, widthOf, type Cell } from './columns.ts';
import { csvBytes } from './csv.ts';
import { pages, sightPrint, type Asking } from './pages.ts';
import { ExportOutdated } from './problems.ts';
import type { Table } from './table.ts';
import { xlsxBytes } from './xlsx.ts';

export interface ExportDependencies {
  jobs: Jobs;
  files: Files;
  payments: PaymentDependencies;
  /** Somebody as they are now; undefined when they may not act any more. */
  viewerOf: (who: Pick<Caller, 'type' | 'id'>) => Promise<Viewer | undefined>;
  now: Clock;
}

/** What an export is, as its job keeps it. */
type About = Required<Pick<ExportRequest, 'format' | 'columns' | 'language'>> &
  Pick<ExportRequest, 'query' | 'separator' | 'byteOrderMark'>;

/** What came of it. */
interface Outcome {
  file: Pick<StoredFile, 'id' | 'name' | 'size'> & { expiresAt: Date };
  /** For what the roles of its owner were it holds. */
  print: string;
}

/** So long a file can be downloaded. */
const keptMs = 7 * 24 * 3_600_000;

const mediaTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const nothingYet: Progress = { done: 0, total: 0, failed: 0, isEstimate: true };

const aboutOf = ({ about }: Pick<StoredJob, 'about'>): About => about as About;
const outcomeOf = ({ outcome }: StoredJob): Outcome | undefined => outcome as Outcome | undefined;

/** Lists of payments as files, written in the background: one page in memory at a time, however many there are. */
export class Exports {
  readonly #deps: ExportDependencies;

  constructor(deps: ExportDependencies) {
    this.#deps = deps;
    deps.jobs.register(this.#work());
  }

  /** @throws InvalidInput, TooManyJobs */
  begin(request: ExportRequest, by: JobOwner): Promise<Job> {
    const { query, columns = usualColumns, language = 'en', ...rest } = request;
    const about: About = {
      ...rest,
      language,
      columns: columnsWith(columns) as About['columns'],
      ...(query && { query: sensible(query, '/query') }),
    };
    return this.#deps.jobs.begin({
      _id: newId('export', this.#deps.now()),
      kind: 'export',
      by,
      about,
      progress: nothingYet,
    });
  }

  #work(): Work {
    return {
      kind: 'export',
      atOnce: 2,
      isPausable: false,
      run: (job, run) => this.#run(job, run),
      asked: (job) => ({ after: { ...aboutOf(job) } }),
      view: (job) => this.#view(job),
      hasFile: (job) => this.#kept(job) !== undefined,
      file: (job, viewer) => this.#file(job, viewer),
      // A file that was broken off is begun anew.
      again: () => Promise.resolve(nothingYet),
    };
  }

  async #run(job: StoredJob, { signal, progress: tell }: Run): Promise<{ progress: Progress; outcome: Outcome }> {
    const { files, payments, now } = this.#deps;
    const about = aboutOf(job);
    const viewer = () => this.#owner(job);
    const print = await sightPrint(await viewer());
    let progress = nothingYet;
    const asking: Asking = {
      deps: payments,
      query: about.query ?? {},
      askedAt: job.createdAt,
      ...{ viewer, print, signal },
      progress: (told) => tell((progress = told)),
    };
    const table = tableOf(about, asking);
    const bytes = about.format === 'csv' ? csvBytes(table, about) : xlsxBytes(table);
    const name = `payments-${job.createdAt.toISOString().slice(0, 10)}.${about.format}`;
    const expiresAt = new Date(now().getTime() + keptMs);
    const { id, size } = await files.put(name, mediaTypes[about.format], bytes, { expiresAt });
    return {
      progress: { ...progress, total: progress.done, isEstimate: false },
      outcome: { file: { id, name, size, expiresAt }, print },
    };
  }

  /** @throws JobOwnerGone also without the permission */
  async #owner({ by }: StoredJob): Promise<Viewer> {
    const viewer = await this.#deps.viewerOf(by);
    const scope = await viewer?.scope('payments.export');
    if (!viewer || scope?.reach === 'none') throw new JobOwnerGone({ name: by.name });
    return viewer;
  }

  #kept(job: StoredJob): Outcome['file'] | undefined {
    const file = job.state === 'done' ? outcomeOf(job)?.file : undefined;
    return file && file.expiresAt > this.#deps.now() ? file : undefined;
  }

  #view(job: StoredJob): Partial<Job> {
    const { format, query, columns, language } = aboutOf(job);
    const file = this.#kept(job);
    return {
      export: { format, columns, language, ...(query && { query }) },
      ...(file && { file: { name: file.name, size: file.size, expiresAt: file.expiresAt.toISOString() } }),
    };
  }

  /** @throws JobFileNotReady, JobFileGone, ExportOutdated */
  async #file(job: StoredJob, viewer: Viewer): Promise<Download> {
    const outcome = outcomeOf(job);
    if (job.state !== 'done' || !outcome) throw new JobFileNotReady({ state: job.state });
    if ((await sightPrint(viewer)) !== outcome.print) throw new ExportOutdated({});
    const { files } = this.#deps;
    const { name, type, size } = await files.about(outcome.file.id).catch((error: unknown) => {
      throw error instanceof FileNotFound ? new JobFileGone({}) : error;
    });
    return { name, type, size, bytes: files.read(outcome.file.id) };
  }
}

function tableOf({ columns, language }: About, asking: Asking): Table {
  async function* rows(): AsyncGenerator<Cell[][]> {
    for await (const page of pages(asking)) yield page.map((payment) => rowOf(columns, payment));
  }
  return { titles: titlesOf(columns, language), widths: columns.map(widthOf), pages: rows() };
}
