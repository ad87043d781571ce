import type { Component } from 'vue';
import type { NodeType } from '../nodes.ts';
import ConditionPanel from './panels/ConditionPanel.vue';
import HidePanel from './panels/HidePanel.vue';
import NotePanel from './panels/NotePanel.vue';
import OfferPanel from './panels/OfferPanel.vue';
import OrderPanel from './panels/OrderPanel.vue';
import RequirePanel from './panels/RequirePanel.vue';
import SplitPanel from './panels/SplitPanel.vue';
import StartPanel from './panels/StartPanel.vue';
import StopPanel from './panels/StopPanel.vue';
import SwitchPanel from './panels/SwitchPanel.vue';

/** The settings of each type of node. Each panel takes the node and changes it through `useNodeEdit`. */
export const panels: Record<NodeType, Component> = {
  start: StartPanel,
  condition: ConditionPanel,
  switch: SwitchPanel,
  split: SplitPanel,
  offer: OfferPanel,
  hide: HidePanel,
  order: OrderPanel,
  require: RequirePanel,
  stop: StopPanel,
  note: NotePanel,
};
