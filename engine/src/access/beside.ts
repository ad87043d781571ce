/** Work that an answer does not wait for, so that how long it takes tells nobody anything. */
export interface Background {
  /** Begins; a failure is reported, not thrown. */
  begin(work: () => Promise<unknown>): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/** @param failed told what went wrong */
export function createBackground(failed: (error: unknown) => void): Background {
  const underWay = new Set<Promise<unknown>>();
  return {
    begin(work) {
      const done = Promise.resolve().then(work).catch(failed);
      underWay.add(done);
      void done.finally(() => underWay.delete(done));
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
