export type { AccountLetter } from './account/account.ts';
export type { AccountTemplate } from './account/texts.ts';
export { RecipientUnusable } from './addresses.ts';
export type { InvoiceOfPayment } from './dependencies.ts';
export { messageModel, type StoredMessage } from './model.ts';
export type { Messages } from './messages.ts';
export { notificationDoubts, notificationErrors } from './findings.ts';
export { channelErrors, Messaging, type MessagingOptions } from './room.ts';
export { smtpServerOf, type SmtpServer } from './transports/smtp-url.ts';
