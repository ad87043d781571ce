import type { Job, JobItem, JobFileQuery, JobItemQuery } from '@pih/schemas';
import type { Deed } from '../deeds.ts';
import type { Viewer } from '../http/index.ts';
import type { JobKind, Progress, StoredJob } from './model.ts';

/** What surrounds a job while it runs. */
export interface Run {
  /**
   * Aborted when the job is paused, canceled, taken over by another node, or this engine stops: what is under way is brought
   * to its end, nothing more is begun, and the signal's reason is thrown.
   */
  signal: AbortSignal;
  /** How far it is; written from time to time only. */
  progress(progress: Progress): void;
}

/** A page of what became of the payments of a job. */
export interface Items {
  data: JobItem[];
  nextCursor: string | null;
}

/** The languages that files are written in. */
export type FileLanguage = NonNullable<JobFileQuery['language']>;

/** What a job has to download. */
export interface Download {
  name: string;
  type: string;
  /** In bytes, where that is known beforehand. */
  size?: number;
  bytes: AsyncIterable<Uint8Array>;
}

/** How one kind of job is done: the room that it belongs to knows. */
export interface Work {
  kind: JobKind;
  /** How many jobs of this kind one node does at the same time. */
  atOnce: number;
  /** Whether it can go on where it was paused. */
  isPausable: boolean;
  /**
   * Does a job from where it stands, which is somewhere in the middle after a crash.
   * @returns how far it came, and what came of it
   * @throws the signal's reason when it is aborted; a problem makes the job fail with it
   */
  run(job: StoredJob, run: Run): Promise<{ progress: Progress; outcome?: unknown }>;
  /** What the audit trail keeps of what was asked for: nothing that describes a shopper. */
  asked(job: Pick<StoredJob, 'about'>): Pick<Deed, 'after' | 'reason'>;
  /** What only this kind shows of itself. */
  view(job: StoredJob): Partial<Job>;
  /** Whether something can be downloaded as the job stands. */
  hasFile(job: StoredJob): boolean;
  /**
   * @param language what is written now is written in this one
   * @throws a problem when there is nothing for that viewer
   */
  file(job: StoredJob, viewer: Viewer, language: FileLanguage): Promise<Download>;
  /** One page of the payments that it is about, as somebody may see them; absent where none are kept. */
  items?(job: StoredJob, viewer: Viewer, query: JobItemQuery): Promise<Items>;
  /** Lets what has failed wait again. @returns the progress from there; undefined when nothing has failed */
  again(job: StoredJob): Promise<Progress | undefined>;
  /** What is left of a job that was canceled. */
  canceled?(job: StoredJob): Promise<void>;
}
