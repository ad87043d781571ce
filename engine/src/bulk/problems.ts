import { problem } from '@pih/schemas';

export const BulkPreviewNotFound = problem<{ id: string }>({
  type: 'bulk-preview-not-found',
  status: 404,
  title: 'This preview does not exist any more',
  detail: ({ id }) => `There is no preview "${id.slice(0, 60)}" of yours; they hold for an hour. Look at it again.`,
});

export const TooManyPayments = problem<{ most: number }>({
  type: 'too-many-payments',
  status: 409,
  title: 'These are too many payments for one action',
  detail: ({ most }) => `One action takes up to ${most} payments. Narrow the filters, for example by the period.`,
});

export const NothingToDo = problem({
  type: 'nothing-to-do',
  status: 409,
  title: 'There is no payment to do this for',
  detail: () => 'All payments were refused beforehand, so nothing was started. The preview says why.',
});

export const AlreadyInvoiced = problem({
  type: 'already-invoiced',
  status: 409,
  title: 'The payment has its invoice already',
  detail: () => 'An invoice is issued once. Send or download the one that is there.',
});
