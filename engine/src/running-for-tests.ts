/** Engines that tests of this process have started and not stopped yet, each with how to stop it. */
export const running = new Set<() => Promise<void>>();
