import {
  ArrowLeftRight,
  Blocks,
  ClipboardCheck,
  Inbox,
  LayoutDashboard,
  ListChecks,
  Mail,
  ReceiptText,
  ScrollText,
  Settings,
  ShieldUser,
  Store,
  Workflow,
} from '@lucide/vue';
import type { Component } from 'vue';

/** A part of the console with an entry in the navigation rail. */
interface Section {
  /** Route name; its label is the word `frame.sections.<name>`. */
  name: string;
  icon: Component;
  /** The action an operator must be allowed to see it; of several, any. */
  needs: string | readonly string[];
  /** Shows how many things wait there for the reader. */
  counts?: 'approvals' | 'inbox';
}

export const sections: readonly Section[] = [
  { name: 'transactions', icon: ArrowLeftRight, needs: 'payments.read' },
  { name: 'truth-inbox', icon: Inbox, needs: 'payments.read', counts: 'inbox' },
  { name: 'jobs', icon: ListChecks, needs: 'payments.read' },
  { name: 'invoices', icon: ReceiptText, needs: 'invoices.read' },
  { name: 'flows', icon: Workflow, needs: 'config.read' },
  { name: 'checkouts', icon: Store, needs: 'config.read' },
  { name: 'providers', icon: Blocks, needs: 'config.read' },
  { name: 'dashboards', icon: LayoutDashboard, needs: 'config.read' },
  { name: 'messages', icon: Mail, needs: 'config.read' },
  { name: 'people', icon: ShieldUser, needs: 'operators.read' },
  { name: 'approvals', icon: ClipboardCheck, needs: ['config.read', 'payments.read'], counts: 'approvals' },
  { name: 'audit', icon: ScrollText, needs: 'audit.read' },
  { name: 'settings', icon: Settings, needs: 'config.read' },
];

/** The sections that somebody may see, by what they are allowed. */
export const sectionsFor = (may: (action: string) => boolean): Section[] =>
  sections.filter(({ needs }) => (typeof needs === 'string' ? may(needs) : needs.some(may)));
