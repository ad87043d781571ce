import { InvoiceNotIssued } from '../documents/index.ts';
import { described } from '../http/index.ts';
import { IdempotencyKeyReused, PaymentNotFound } from '../payments/index.ts';
import { RecipientUnusable } from './addresses.ts';
import {
  AttachmentNotFound,
  ChannelUnusable,
  MessageNotFound,
  NoRecipient,
  NotificationUnknown,
  NotRetryable,
  RecipientMasked,
  TemplateBroken,
} from './problems.ts';

const chapter = 'Messages';
const toBeSent = [
  ChannelUnusable,
  NoRecipient,
  RecipientUnusable,
  RecipientMasked,
  TemplateBroken,
  NotificationUnknown,
];

/** What the published API says of each route of messages. */
export const aboutMessages = {
  list: described({
    name: 'listMessages',
    chapter,
    summary: 'List messages, newest first',
    more: 'Those about payments that you may see; those about accounts need `operators.manage` besides. Words are left out where your roles mask personal data.',
    success: { status: 200, body: 'message-list' },
  }),
  read: described({
    name: 'getMessage',
    chapter,
    summary: 'Read a message',
    path: { id: 'messageId' },
    success: { status: 200, body: 'message' },
    problems: [MessageNotFound],
  }),
  attachment: described({
    name: 'getMessageAttachment',
    chapter,
    summary: 'Download what went along with a message',
    path: { id: 'messageId', number: 'attachmentNumber' },
    success: { status: 200, media: 'application/pdf' },
    problems: [MessageNotFound, AttachmentNotFound],
  }),
  retry: described({
    name: 'retryMessage',
    chapter,
    summary: 'Send a message again that has not arrived for sure',
    more: 'One that is `uncertain` may arrive twice then: its server took it and was cut off before it said so.',
    path: { id: 'messageId' },
    success: { status: 202, body: 'message' },
    problems: [MessageNotFound, NotRetryable],
  }),
  send: described({
    name: 'sendMessage',
    chapter,
    summary: 'Send a notification about a payment',
    path: { id: 'paymentId' },
    success: { status: 202, body: 'message' },
    problems: [PaymentNotFound, IdempotencyKeyReused, InvoiceNotIssued, ...toBeSent],
  }),
  preview: described({
    name: 'previewMessage',
    chapter,
    summary: 'See a notification as a shopper would get it',
    more: 'With the facts of a payment that you may see, or with made-up ones. The document need not be valid: what is wrong in its templates is answered, each with its place.',
    success: { status: 200, body: 'message-preview' },
    problems: [PaymentNotFound, NotificationUnknown],
  }),
  test: described({
    name: 'testMessage',
    chapter,
    summary: 'Send a notification that is being written to one address',
    success: { status: 202, body: 'message' },
    problems: [PaymentNotFound, ...toBeSent],
  }),
};
