import type {
  AcknowledgeRequest,
  AttentionList,
  CancelRequest,
  CaptureRequest,
  MessageList,
  NoteRequest,
  Payment,
  PaymentCount,
  PaymentList,
  PaymentSummary,
  PaymentView,
  PaymentViewList,
  PaymentViewRequest,
  PaymentWebhookList,
  RefundRequest,
  Reveal,
  RevealRequest,
} from '@pih/schemas/types';
import { http } from '../../api/index.ts';
import type { ListQuery } from './list/list-query.ts';

interface Page {
  limit: number;
  cursor?: string | undefined;
}

/** A second person has to say yes first: what was asked for is kept as a request. */
export interface AwaitsApproval {
  approval: { id: string };
}
/** What comes of asking for something with money. */
export type Acted = Payment | AwaitsApproval;
export const awaitsApproval = (answer: Acted): answer is AwaitsApproval => 'approval' in answer;

const address = (id: string): string => `/v1/payments/${encodeURIComponent(id)}`;

export const listPayments = (query: ListQuery, page: Page, signal?: AbortSignal) =>
  http.get<PaymentList>('/v1/payments', { query: { ...query, ...page }, ...(signal && { signal }) });

export const countPayments = (query: ListQuery, signal: AbortSignal) =>
  http.get<PaymentCount>('/v1/payments/count', { query, signal });

/** The newest payments that a text leads to. */
export async function findPayments(search: string, signal: AbortSignal): Promise<PaymentSummary[]> {
  return (await listPayments({ search }, { limit: 6 }, signal)).data;
}

export const readPayment = (id: string) => http.get<Payment>(address(id));

export const refundPayment = (id: string, body: RefundRequest, idempotencyKey: string) =>
  http.post<Acted>(`${address(id)}/refunds`, { body, idempotencyKey });

export const capturePayment = (id: string, body: CaptureRequest, idempotencyKey: string) =>
  http.post<Acted>(`${address(id)}/capture`, { body, idempotencyKey });

export const cancelPayment = (id: string, body: CancelRequest, idempotencyKey: string) =>
  http.post<Acted>(`${address(id)}/cancel`, { body, idempotencyKey });

export const addNote = (id: string, body: NoteRequest, idempotencyKey: string) =>
  http.post<Payment>(`${address(id)}/notes`, { body, idempotencyKey });

export const acknowledgePayment = (id: string, body: AcknowledgeRequest, idempotencyKey: string) =>
  http.post<Payment>(`${address(id)}/acknowledge`, { body, idempotencyKey });

/** Asks the payment's providers now how it stands. */
export const askProviders = (id: string, idempotencyKey: string) =>
  http.post<Payment>(`${address(id)}/ask`, { body: {}, idempotencyKey });

export const revealPayment = (id: string, body: RevealRequest, idempotencyKey: string) =>
  http.post<Reveal>(`${address(id)}/reveals`, { body, idempotencyKey });

export const listWebhooks = (id: string) => http.get<PaymentWebhookList>(`${address(id)}/webhooks`);

export const listAttention = (query: ListQuery, page: Page, signal?: AbortSignal) =>
  http.get<AttentionList>('/v1/payments/attention', { query: { ...query, ...page }, ...(signal && { signal }) });

const viewAddress = (id: string): string => `/v1/payment-views/${encodeURIComponent(id)}`;
export const listViews = () => http.get<PaymentViewList>('/v1/payment-views');
export const saveView = (body: PaymentViewRequest) => http.post<PaymentView>('/v1/payment-views', { body });
export const changeView = (id: string, body: PaymentViewRequest) => http.put<PaymentView>(viewAddress(id), { body });
export const removeView = (id: string) => http.delete<undefined>(viewAddress(id));

/** What was sent about a payment, newest first. */
export const listMessages = (payment: string) =>
  http.get<MessageList>('/v1/messages', { query: { payment, limit: 20 } });
