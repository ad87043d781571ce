import type { Logger } from 'pino';

/** Work that is looked for again and again while the engine runs. */
export interface Watch {
  /** Ends once the look that is under way is through. */
  stop(): Promise<void>;
}

/**
 * Looks for what is due, one look after the other; one that fails is told to the log, and the next comes all the same.
 * @param look what to do at each look
 */
export function watchFor(look: () => Promise<unknown>, log: Logger, everyMs = 1000): Watch {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isStopped = false;
  const tick = () => {
    looking = look()
      .then(
        () => undefined,
        (error: unknown) => log.warn({ err: error }, 'releases could not be looked at; trying again'),
      )
      .finally(() => {
        if (!isStopped) timer = setTimeout(tick, everyMs).unref();
      });
  };
  tick();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
