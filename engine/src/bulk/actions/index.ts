import type { ActionName } from '../model.ts';
import type { BulkAction } from './action.ts';
import { cancel } from './cancel.ts';
import { capture } from './capture.ts';
import { invoice } from './invoice.ts';
import { note } from './note.ts';
import { notify } from './notify.ts';
import { refund } from './refund.ts';
import { sendInvoice } from './send-invoice.ts';

/** Every action that can be done for many payments, by the name that the API gives it. */
export const actions: Readonly<Record<ActionName, BulkAction>> = {
  refund,
  cancel,
  capture,
  invoice,
  'send-invoice': sendInvoice,
  notify,
  note,
};

export type { Done, Task } from './action.ts';
