import type {
  Message,
  MessageList,
  MessagePreview,
  MessagePreviewRequest,
  MessageQuery,
  MessageRequest,
  MessageTestRequest,
  PaymentList,
} from '@pih/schemas/types';
import { http, pageWithRows } from '../../api/index.ts';

const address = (id: string): string => `/v1/messages/${encodeURIComponent(id)}`;

export const listMessages = (query: MessageQuery, signal?: AbortSignal) =>
  pageWithRows(query, ({ channel, state, purpose, ...rest }) =>
    http.get<MessageList>('/v1/messages', {
      query: { ...rest, channel: channel?.join(), state: state?.join(), purpose: purpose?.join() },
      ...(signal && { signal }),
    }),
  );

export const readMessage = (id: string) => http.get<Message>(address(id));

export const retryMessage = (id: string) => http.post<Message>(`${address(id)}/retry`, { body: {} });

/** Where the browser downloads an attachment. */
export const attachmentAddress = (id: string, number: number): string => `${address(id)}/attachments/${number}`;

export const sendMessage = (payment: string, body: MessageRequest, idempotencyKey: string) =>
  http.post<Message>(`/v1/payments/${encodeURIComponent(payment)}/messages`, { body, idempotencyKey });

export const previewMessage = (body: MessagePreviewRequest, signal: AbortSignal) =>
  http.post<MessagePreview>('/v1/notifications/preview', { body, signal });

export const testMessage = (body: MessageTestRequest) => http.post<Message>('/v1/notifications/test', { body });

/** The latest payments, to try a notification on. */
export const latestPayments = () => http.get<PaymentList>('/v1/payments', { query: { limit: 20 } });
