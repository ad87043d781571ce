/** Waiting that ends when the sandbox stops, and never keeps a process alive by itself. */
export interface Timers {
  wait(ms: number): Promise<void>;
  after(ms: number, work: () => void): void;
  every(ms: number, work: () => void): void;
  /** Ends all waiting at once and forgets everything planned. */
  stop(): void;
}

export function createTimers(): Timers {
  const planned = new Set<NodeJS.Timeout>();
  const waiting = new Set<() => void>();
  let stopped = false;

  const after = (ms: number, work: () => void): void => {
    if (stopped) return;
    const timer = setTimeout(() => {
      planned.delete(timer);
      work();
    }, ms);
    timer.unref();
    planned.add(timer);
  };

  return {
    after,
    wait: (ms) =>
      new Promise((resolve) => {
        const done = (): void => {
          waiting.delete(done);
          resolve();
        };
        if (stopped) return done();
        waiting.add(done);
        after(ms, done);
      }),
    every(ms, work) {
      const again = (): void => {
        work();
        after(ms, again);
      };
      after(ms, again);
    },
    stop() {
      stopped = true;
      for (const timer of planned) clearTimeout(timer);
      planned.clear();
      for (const done of [...waiting]) done();
    },
  };
}
