import type { InvoiceSummary } from '@pih/schemas/types';
import { ReceiptText, Redo2, Undo2 } from '@lucide/vue';
import type { Component } from 'vue';
import type { Tone } from '../../ui/index.ts';

/** How each kind of document looks wherever it is named. */
export const kindLooks: Readonly<Record<InvoiceSummary['kind'], { tone: Tone; icon: Component }>> = {
  invoice: { tone: 'neutral', icon: ReceiptText },
  credit_note: { tone: 'warning', icon: Undo2 },
  debit_note: { tone: 'info', icon: Redo2 },
};
