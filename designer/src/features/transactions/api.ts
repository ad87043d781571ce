import type {
  CancelRequest,
  CaptureRequest,
  Payment,
  PaymentList,
  PaymentSummary,
  RefundRequest,
} from '@pih/schemas/types';
import { http } from '../../api/index.ts';
import type { ListQuery } from './filters.ts';

interface Page {
  limit: number;
  cursor?: string | undefined;
}

const address = (id: string): string => `/v1/payments/${encodeURIComponent(id)}`;

export const listPayments = (query: ListQuery, page: Page, signal?: AbortSignal) =>
  http.get<PaymentList>('/v1/payments', { query: { ...query, ...page }, ...(signal && { signal }) });

/** The newest payments whose id, reference or e-mail contains a text. */
export async function findPayments(search: string, signal: AbortSignal): Promise<PaymentSummary[]> {
  return (await listPayments({ search }, { limit: 6 }, signal)).data;
}

export const readPayment = (id: string) => http.get<Payment>(address(id));

export const refundPayment = (id: string, body: RefundRequest, idempotencyKey: string) =>
  http.post<Payment>(`${address(id)}/refunds`, { body, idempotencyKey });

export const capturePayment = (id: string, body: CaptureRequest, idempotencyKey: string) =>
  http.post<Payment>(`${address(id)}/capture`, { body, idempotencyKey });

export const cancelPayment = (id: string, body: CancelRequest, idempotencyKey: string) =>
  http.post<Payment>(`${address(id)}/cancel`, { body, idempotencyKey });
