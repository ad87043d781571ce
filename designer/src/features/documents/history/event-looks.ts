import {
  Archive,
  ArchiveRestore,
  CalendarCheck,
  CalendarClock,
  CircleCheck,
  CircleX,
  FileInput,
  Hand,
  Percent,
  PencilLine,
  Rocket,
  RotateCcw,
  Trash2,
  TrendingDown,
  TriangleAlert,
  Undo2,
  UserCheck,
} from '@lucide/vue';
import type { DocumentHistory } from '@pih/schemas/types';
import type { Component } from 'vue';

type What = DocumentHistory['data'][number]['what'];
type Ink = 'neutral' | 'good' | 'bad' | 'warning' | 'accent';

/** How each event of a document's life is drawn; its words are `documents.events.<what>`. */
export const eventLooks: Record<What, { icon: Component; ink: Ink }> = {
  draft_begun: { icon: PencilLine, ink: 'neutral' },
  draft_taken_over: { icon: Hand, ink: 'neutral' },
  draft_discarded: { icon: Trash2, ink: 'neutral' },
  approval_requested: { icon: UserCheck, ink: 'warning' },
  approved: { icon: CircleCheck, ink: 'good' },
  refused: { icon: CircleX, ink: 'bad' },
  withdrawn: { icon: Undo2, ink: 'neutral' },
  published: { icon: Rocket, ink: 'good' },
  scheduled: { icon: CalendarClock, ink: 'accent' },
  schedule_ended: { icon: CalendarCheck, ink: 'neutral' },
  schedule_kept: { icon: CalendarCheck, ink: 'neutral' },
  canary_started: { icon: Percent, ink: 'accent' },
  canary_returned: { icon: TrendingDown, ink: 'bad' },
  canary_promoted: { icon: Rocket, ink: 'good' },
  rolled_back: { icon: RotateCcw, ink: 'warning' },
  archived: { icon: Archive, ink: 'neutral' },
  restored: { icon: ArchiveRestore, ink: 'good' },
  imported: { icon: FileInput, ink: 'accent' },
  failed: { icon: TriangleAlert, ink: 'bad' },
};

export const inks: Record<Ink, string> = {
  neutral: 'bg-neutral-soft text-muted',
  good: 'bg-success-soft text-success-ink',
  bad: 'bg-danger-soft text-danger-ink',
  warning: 'bg-warning-soft text-warning-ink',
  accent: 'bg-accent-soft text-accent-ink',
};
