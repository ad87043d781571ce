import type { Job, JobItem } from '@pih/schemas/types';
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  ClipboardCheck,
  Hourglass,
  Pause,
  Play,
  ShieldX,
  TriangleAlert,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { Tone } from '../../ui/index.ts';

interface Look {
  tone: Tone;
  icon: Component;
}

/** How each state of a job looks. */
const jobLooks: Readonly<Record<Job['state'], Look>> = {
  waiting: { tone: 'neutral', icon: CircleDashed },
  running: { tone: 'info', icon: Play },
  paused: { tone: 'warning', icon: Pause },
  done: { tone: 'success', icon: CircleCheck },
  canceled: { tone: 'neutral', icon: Ban },
  failed: { tone: 'danger', icon: CircleX },
};

/** How a job looks now; one that is done but not with everything says so. */
export const lookOf = ({ state, progress }: Job): Look =>
  state === 'done' && progress.failed ? { tone: 'warning', icon: TriangleAlert } : jobLooks[state];

/** How each state of one payment of a job looks. */
export const itemLooks: Readonly<Record<JobItem['state'], Look>> = {
  waiting: { tone: 'neutral', icon: CircleDashed },
  done: { tone: 'success', icon: CircleCheck },
  under_way: { tone: 'info', icon: Hourglass },
  needs_approval: { tone: 'accent', icon: ClipboardCheck },
  failed: { tone: 'danger', icon: CircleX },
  refused: { tone: 'warning', icon: ShieldX },
  canceled: { tone: 'neutral', icon: Ban },
};

export const isAtWork = ({ state }: Pick<Job, 'state'>): boolean => state === 'waiting' || state === 'running';
