import type { Kind } from '@pih/schemas/types';
import type { Content } from '../model.ts';

/**
 * Changes that the engine does not have yet, kept by the browser: a reload, a crash or a closed window loses nothing.
 * Each window keeps its own, so that two windows never write over each other's; what a closed window left is taken up by
 * the next one that opens the document.
 */
export interface KeptWork {
  document: Content;
  /** The version of the draft that the work began with, and that draft itself: what a merge starts from. */
  version: number;
  base: Content;
  /** When it was kept, as an ISO 8601 time. */
  at: string;
}

const prefix = 'pih.console.work';
const addressOf = (operator: string, kind: Kind, id: string): string => `${prefix}/${operator}/${kind}/${id}/`;

/** This window's own name; it stays the same over a reload. */
function windowName(): string {
  const known = sessionStorage.getItem(`${prefix}.window`);
  if (known) return known;
  const name = crypto.randomUUID();
  sessionStorage.setItem(`${prefix}.window`, name);
  return name;
}

const isRecord = (value: unknown): value is Content => typeof value === 'object' && value !== null;

function read(key: string): KeptWork | undefined {
  const work: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
  const fits =
    isRecord(work) && isRecord(work['document']) && isRecord(work['base']) && typeof work['version'] === 'number';
  return fits ? { document: {}, base: {}, version: 0, at: '', ...work } : undefined;
}

/** A browser may refuse storage, or be full: then the work is in this window only, which the saving state says. */
function attempt<T>(storing: () => T): T | undefined {
  try {
    return storing();
  } catch {
    return undefined;
  }
}

/** The place where one operator's unsaved work on one document is kept. */
export function keptWork(operator: string, kind: Kind, id: string) {
  const address = addressOf(operator, kind, id);
  const own = attempt(() => address + windowName()) ?? address;
  const keys = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith(address));
  return {
    keep: (work: KeptWork): void => void attempt(() => localStorage.setItem(own, JSON.stringify(work))),
    forget: (): void => void attempt(() => localStorage.removeItem(own)),
    /** What this window left, or else the latest of what closed ones left; from now on it is this window's. */
    takeUp: (): KeptWork | undefined =>
      attempt(() => {
        const mine = read(own);
        if (mine) return mine;
        const left = keys().flatMap((key) => {
          const work = read(key);
          return work ? [{ key, work }] : [];
        });
        const latest = left.toSorted((one, other) => other.work.at.localeCompare(one.work.at))[0];
        if (!latest) return undefined;
        localStorage.setItem(own, JSON.stringify(latest.work));
        localStorage.removeItem(latest.key);
        return latest.work;
      }),
  };
}
