import type { Scene } from '../stage.ts';
import { bulkScenes } from './bulk.ts';
import { deskScenes } from './desk.ts';
import { exportScenes } from './exports.ts';
import { invoiceScenes } from './invoices.ts';
import { messageScenes } from './messages.ts';
import { refundScenes } from './refunds.ts';
import type { When } from '../working-days.ts';

/** The last working days in the office of the demo organisation, in no order. */
export const scenes = (when: When): Scene[] =>
  [invoiceScenes, refundScenes, bulkScenes, deskScenes, exportScenes, messageScenes].flatMap((each) => each(when));
