import { AsyncLocalStorage } from 'node:async_hooks';

/** The deadline of the operation that is being carried out, through whatever library makes its calls. */
const current = new AsyncLocalStorage<AbortSignal>();

/** Every call over the wire that `work` makes ends when the signal says so. */
export const withDeadline = <Result>(signal: AbortSignal, work: () => Result): Result => current.run(signal, work);

export const operationDeadline = (): AbortSignal | undefined => current.getStore();
