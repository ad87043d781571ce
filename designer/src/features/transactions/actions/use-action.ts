import { intentions } from '../../../api/index.ts';
import { useSending } from './use-sending.ts';

/**
 * Sends one action on a payment. A second press while the first is on its way does nothing; a retry repeats the
 * intention's key, so that the engine acts once. Nothing counts as done before the engine said so.
 * @param send calls the engine with the body and the key of its intention
 */
export function useAction<Body, Answer>(send: (body: Body, idempotencyKey: string) => Promise<Answer>) {
  const keyFor = intentions();
  const { isBusy, problem, run } = useSending((body: Body) => send(body, keyFor(body)));
  return { isBusy, problem, run: async (body: Body): Promise<Answer | undefined> => (await run(body))?.answer };
}
