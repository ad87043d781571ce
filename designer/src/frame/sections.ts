import {
  ArrowLeftRight,
  Blocks,
  ClipboardCheck,
  LayoutDashboard,
  Mail,
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
  /** The action an operator must be allowed to see it. */
  needs: string;
  /** Shows how many things wait there for the reader. */
  counts?: 'approvals';
}

export const sections: readonly Section[] = [
  { name: 'transactions', icon: ArrowLeftRight, needs: 'payments.read' },
  { name: 'flows', icon: Workflow, needs: 'config.read' },
  { name: 'checkouts', icon: Store, needs: 'config.read' },
  { name: 'providers', icon: Blocks, needs: 'config.read' },
  { name: 'dashboards', icon: LayoutDashboard, needs: 'config.read' },
  { name: 'messages', icon: Mail, needs: 'config.read' },
  { name: 'people', icon: ShieldUser, needs: 'config.read' },
  { name: 'approvals', icon: ClipboardCheck, needs: 'config.read', counts: 'approvals' },
  { name: 'settings', icon: Settings, needs: 'config.read' },
];
