import type { FlowNode } from '@pih/schemas/types';
import {
  ArrowDownWideNarrow,
  CirclePlay,
  CircleStop,
  ClipboardList,
  EyeOff,
  GitBranch,
  ListChecks,
  Route,
  Split,
  StickyNote,
} from '@lucide/vue';
import type { Component } from 'vue';

export type NodeType = FlowNode['type'];

/** Nodes of a family have the same colour: they do the same kind of thing. */
export type Family = 'decide' | 'offer' | 'restrict' | 'stop' | 'note';

interface NodeLook {
  family: Family;
  icon: Component;
}

const looks: Record<NodeType, NodeLook> = {
  start: { family: 'stop', icon: CirclePlay },
  condition: { family: 'decide', icon: GitBranch },
  switch: { family: 'decide', icon: Route },
  split: { family: 'decide', icon: Split },
  offer: { family: 'offer', icon: ListChecks },
  order: { family: 'offer', icon: ArrowDownWideNarrow },
  hide: { family: 'restrict', icon: EyeOff },
  require: { family: 'restrict', icon: ClipboardList },
  stop: { family: 'stop', icon: CircleStop },
  note: { family: 'note', icon: StickyNote },
};

/** What can be added, in the order in which people need it. */
export const palette: readonly { family: Exclude<Family, 'note'> | 'other'; types: readonly NodeType[] }[] = [
  { family: 'decide', types: ['condition', 'switch', 'split'] },
  { family: 'offer', types: ['offer', 'order'] },
  { family: 'restrict', types: ['hide', 'require'] },
  { family: 'other', types: ['stop', 'start', 'note'] },
];

const isNodeType = (type: string): type is NodeType => type in looks;

/** A trace may name a type that a newer engine knows and this console does not: it looks like a decision. */
const lookOf = (type: string): NodeLook => (isNodeType(type) ? looks[type] : looks.condition);

export const familyOf = (type: string): Family => lookOf(type).family;
export const iconOf = (type: string): Component => lookOf(type).icon;
