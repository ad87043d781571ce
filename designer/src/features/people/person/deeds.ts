import type { Operator } from '@pih/schemas/types';
import type { Verb } from '../api.ts';
import { stateOf } from '../states.ts';

/** What can be done to somebody's access as it stands, the harmless first. */
export function deedsFor(
  person: Pick<Operator, 'id' | 'disabledAt' | 'lockedUntil' | 'secondFactor'>,
  me: string,
): Verb[] {
  const state = stateOf(person);
  if (state === 'disabled') return ['enable'];
  return [
    ...(state === 'locked' ? (['unlock'] as const) : []),
    'password-reset',
    ...(person.secondFactor.isOn && person.id !== me ? (['remove-second-factor'] as const) : []),
    ...(person.id === me ? [] : (['disable'] as const)),
  ];
}

/** Deeds that take nothing from anybody. */
export const gentle: ReadonlySet<Verb> = new Set<Verb>(['enable', 'unlock', 'password-reset']);
