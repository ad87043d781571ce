import type { BulkPreview } from '@pih/schemas/types';

/** What can be done with many payments at once. */
export type BulkAction = BulkPreview['action'];

/** The permission that each needs. */
export const permissionOf: Readonly<Record<BulkAction, string>> = {
  refund: 'payments.refund',
  capture: 'payments.capture',
  cancel: 'payments.cancel',
  invoice: 'invoices.issue',
  'send-invoice': 'invoices.send',
  notify: 'messages.send',
  note: 'payments.note',
};

/** Those that move money, or let it go: their sums are what the totals of a preview are about. */
export const movesMoney = (action: BulkAction): boolean => ['refund', 'capture', 'cancel'].includes(action);
