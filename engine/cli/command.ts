/** What may be said beside the command and its folder. */
export interface Options {
  /** Imports without asking. */
  yes: boolean;
  /** Removes the files of documents that are gone. */
  prune: boolean;
  /** Has a running engine judge the files as well. */
  against: boolean;
  /** What changes and why; stands at each revision that an import makes. */
  note?: string | undefined;
}

/** Carries out one command. @returns how the process ends @throws Refused, WrongUse, Unreachable */
export type Command = (folder: string, options: Options) => Promise<number>;

export const say = (line = ''): void => void process.stdout.write(`${line}\n`);
