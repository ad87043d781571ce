import type { HubContext } from './context.ts';

/** Whoever asked has gone; what was being made for them is not wanted any more. */
export class HungUp extends Error {
  constructor() {
    super('whoever asked has hung up');
    this.name = 'HungUp';
  }
}

/** Aborted, with `HungUp`, when the connection closes before the answer is out: for work that is worth stopping then. */
export function whileAsked({ res }: Pick<HubContext, 'res'>): AbortSignal {
  const asked = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) asked.abort(new HungUp());
  });
  return asked.signal;
}
