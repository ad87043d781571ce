import type { AttemptAnswer, CheckoutView } from '@pih/schemas/types';
import { browserWorld, type World } from '../world.ts';

const json = (body: unknown): Response => Response.json(body);

/**
 * A world in which there is one payment, which nobody pays: the engine's answers are those that the console sends, and the
 * way to a provider leads nowhere.
 */
export function previewWorld(view: CheckoutView): World {
  const kept = new Map<string, string>();
  const leaving: AttemptAnswer = { attempt: 'att_preview', redirectUrl: window.location.href };
  return {
    ...browserWorld,
    fetch: (_, init) => Promise.resolve(json(init?.method === 'POST' ? leaving : view)),
    // What the console sends is the only news.
    openEvents: () => () => undefined,
    goTo: () => undefined,
    reload: () => undefined,
    recall: (name) => kept.get(name),
    remember: (name, value) => void kept.set(name, value),
    languages: [view.language],
  };
}
