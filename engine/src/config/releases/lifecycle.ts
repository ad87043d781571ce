import { reasonInWords, type EventReason, type FieldError } from '@pih/schemas';
import type { Author, DocumentEvent, Release, ReleaseState } from '../model.ts';

/** What may happen to a release. */
export type ReleaseEvent = 'wait' | 'begin' | 'try' | 'finish' | 'refuse' | 'withdraw' | 'return' | 'fail';

/**
 * Which event may follow which state, and where it leads; anything absent is refused. A release begins as one that awaits
 * approval, for no time at all when it needs none. `live` is a schedule whose end is to come.
 */
export const lifecycle: Record<ReleaseState, Partial<Record<ReleaseEvent, ReleaseState>>> = {
  awaiting_approval: {
    wait: 'scheduled',
    begin: 'live',
    try: 'canary',
    finish: 'done',
    refuse: 'refused',
    withdraw: 'withdrawn',
  },
  scheduled: { begin: 'live', finish: 'done', withdraw: 'withdrawn', fail: 'failed' },
  canary: { finish: 'done', withdraw: 'withdrawn', return: 'returned' },
  live: { finish: 'done', withdraw: 'withdrawn', fail: 'failed' },
  done: {},
  refused: {},
  withdrawn: {},
  returned: {},
  failed: {},
};

/** Whether it may still happen. */
export const can = ({ state }: Pick<Release, 'state'>, event: ReleaseEvent): boolean =>
  lifecycle[state][event] !== undefined;

/**
 * The release after an event.
 * @throws RangeError when it cannot happen any more; whoever lets people ask for it looks first (`can`)
 */
export function after(release: Release, event: ReleaseEvent): Release {
  const state = lifecycle[release.state][event];
  if (!state) throw new RangeError(`A release that is ${release.state} cannot ${event}`);
  return { ...release, state };
}

/** Why something ends: what somebody said, or a reason of the hub's own. */
export type Because = string | EventReason;

/** Who ends a release, when and why. */
export interface End {
  at: Date;
  by: Author;
  because: Because;
  errors?: FieldError[];
}

/** The end of a release: in words always, and as the reason when it is the hub's own. */
const saidOf = (because: Because): { why: string; reason?: EventReason } =>
  typeof because === 'string' ? { why: because } : { why: reasonInWords(because), reason: because };

/** What the history says of it: a note is what a person said. */
export const noteOf = (because: Because): Pick<DocumentEvent, 'note' | 'reason'> => {
  const { why, reason } = saidOf(because);
  return { note: why, ...(reason && { reason }) };
};

/** The release at its end, with who ended it and why. @throws RangeError as `after` */
export const ended = (release: Release, event: ReleaseEvent, { because, errors, ...end }: End): Release => {
  return {
    ...after(release, event),
    ended: { ...end, ...saidOf(because), ...(errors?.length && { errors }) },
  };
};
