import { onScopeDispose, shallowRef } from 'vue';
import type { AttemptRequest, Requirement, Text } from '@pih/schemas/types';
import { intentions, type CheckoutApi, type Failure } from '../api/index.ts';
import type { World } from '../world.ts';

/** Where the shopper's payment stands on this page. */
export type Step =
  | { at: 'choosing'; failure?: Failure; method?: Text }
  | { at: 'asking' }
  | { at: 'leaving'; url: string; method: Text };

/** Whether an address is a page on the web; a redirect to anything else is not followed. */
const isWebPage = (url: string): boolean => /^https?:\/\//i.test(url);

/** The details that the engine found missing, where its problem names them. */
export function missingIn(failure: Failure): Requirement[] {
  if (failure.kind !== 'problem' || failure.slug !== 'details-required') return [];
  const { missing } = failure.problem;
  return Array.isArray(missing) ? (missing as Requirement[]) : [];
}

/**
 * Starts attempts, one at a time, and sends the shopper to the provider.
 * @param reread called when the engine's answer shows that the page is out of date
 */
export function useAttempt(api: CheckoutApi, world: World, reread: () => Promise<void>) {
  const step = shallowRef<Step>({ at: 'choosing' });
  const keys = intentions(world.newKey);

  async function pay(request: AttemptRequest, method: Text): Promise<void> {
    // A second press while the first is on its way means nothing.
    if (step.value.at !== 'choosing') return;
    step.value = { at: 'asking' };
    const answer = await api.attempt(request, keys.keyFor(request));
    // Without an answer the attempt may exist; the same key lets the next press find it instead of making another.
    if (answer.ok || answer.failure.kind === 'problem') keys.answered();
    if (answer.ok && isWebPage(answer.value.redirectUrl)) {
      step.value = { at: 'leaving', url: answer.value.redirectUrl, method };
      world.goTo(answer.value.redirectUrl);
      return;
    }
    const failure: Failure = answer.ok ? { kind: 'unreachable' } : answer.failure;
    // What is offered, what is missing, whether the link is open: the engine's view knows better than ours.
    if (failure.kind === 'problem' && [409, 422].includes(failure.status)) await reread();
    step.value = { at: 'choosing', failure, method };
  }

  // Coming back with the browser's back button wakes the page as it was left: on its way to the provider.
  onScopeDispose(
    world.onReturn(() => {
      step.value = { at: 'choosing' };
      void reread();
    }),
  );

  return { step, pay };
}
