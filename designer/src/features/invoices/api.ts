import type {
  Invoice,
  InvoiceList,
  InvoiceQuery,
  InvoiceSendAnswer,
  InvoiceSendRequest,
  InvoiceSummary,
} from '@pih/schemas/types';
import { http, pageWithRows } from '../../api/index.ts';

const address = (id: string): string => `/v1/invoices/${encodeURIComponent(id)}`;

export const listInvoices = (query: InvoiceQuery, signal?: AbortSignal) =>
  pageWithRows(query, (asked) =>
    http.get<InvoiceList>('/v1/invoices', { query: { ...asked }, ...(signal && { signal }) }),
  );

/** The invoice of a payment and its credit notes, newest first. */
export const invoicesOf = async (payment: string): Promise<InvoiceSummary[]> =>
  (await listInvoices({ payment, limit: 100 })).data;

export const readInvoicePdf = (id: string, language?: Invoice['language']) =>
  http.getFile(`${address(id)}/pdf`, { query: { language } });

export const issueInvoice = (payment: string) =>
  http.post<InvoiceSummary>(`/v1/payments/${encodeURIComponent(payment)}/invoice`);

export const sendInvoice = (id: string, body: InvoiceSendRequest, idempotencyKey: string) =>
  http.post<InvoiceSendAnswer>(`${address(id)}/send`, { body, idempotencyKey });
