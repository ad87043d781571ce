import type { Message, MessageSummary } from '@pih/schemas/types';
import { CircleCheck, CircleHelp, CircleX, Clock, TimerOff } from '@lucide/vue';
import type { Component } from 'vue';
import type { Tone } from '../../ui/index.ts';

export interface Look {
  tone: Tone;
  icon: Component;
}

/** How each state of a message looks, everywhere. */
export const stateLooks: Readonly<Record<MessageSummary['state'], Look>> = {
  waiting: { tone: 'info', icon: Clock },
  sent: { tone: 'success', icon: CircleCheck },
  failed: { tone: 'danger', icon: CircleX },
  given_up: { tone: 'danger', icon: TimerOff },
  uncertain: { tone: 'warning', icon: CircleHelp },
};
export const messageStates = Object.keys(stateLooks) as MessageSummary['state'][];

/** How each try looks in a message's history. */
export const tryLooks: Readonly<Record<Message['history'][number]['outcome'], Look>> = {
  sent: stateLooks.sent,
  refused: stateLooks.failed,
  postponed: stateLooks.waiting,
  unknown: stateLooks.uncertain,
};
