import type { Operator } from '@pih/schemas/types';
import { Ban, CircleCheck, LockKeyhole } from '@lucide/vue';
import type { Component } from 'vue';
import type { Tone } from '../../ui/index.ts';

export type PersonState = 'active' | 'disabled' | 'locked';

/** How somebody's access stands. */
export const stateOf = ({ disabledAt, lockedUntil }: Pick<Operator, 'disabledAt' | 'lockedUntil'>): PersonState => {
  if (disabledAt !== null) return 'disabled';
  return lockedUntil === null ? 'active' : 'locked';
};

export const looks: Record<PersonState, { tone: Tone; icon: Component }> = {
  active: { tone: 'success', icon: CircleCheck },
  disabled: { tone: 'neutral', icon: Ban },
  locked: { tone: 'warning', icon: LockKeyhole },
};

/** "Giulia Neri" as GN. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
