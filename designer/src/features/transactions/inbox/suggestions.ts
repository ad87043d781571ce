import type { AttentionItem } from '@pih/schemas/types';
import { CheckCheck, Radar, Undo2, Workflow } from '@lucide/vue';
import type { Component } from 'vue';
import type { Asking } from '../actions/PaymentDialogs.vue';

type Suggestion = AttentionItem['suggestion'];

/** What one press on a suggestion does: it opens a dialog that is filled in, asks the provider, or leads to the decision. */
export const suggestions: Readonly<
  Record<Suggestion, { icon: Component; needs: string; opens: Asking | 'ask' | 'flow' }>
> = {
  refund: { icon: Undo2, needs: 'payments.refund', opens: 'refund' },
  refund_surplus: { icon: Undo2, needs: 'payments.refund', opens: 'surplus' },
  refund_again: { icon: Undo2, needs: 'payments.refund', opens: 'refund' },
  ask_again: { icon: Radar, needs: 'payments.ask', opens: 'ask' },
  check_flow: { icon: Workflow, needs: 'payments.read', opens: 'flow' },
  acknowledge: { icon: CheckCheck, needs: 'payments.acknowledge', opens: 'handled' },
};
