import type { CheckoutPreviewRequest, CheckoutView, DocumentView } from '@pih/schemas/types';
import { http } from '../../api/index.ts';

/** What the shopper's page would be given for a checkout that need not be published. */
export const previewCheckout = (body: CheckoutPreviewRequest, signal: AbortSignal) =>
  http.post<CheckoutView>('/v1/checkouts/preview', { body, signal });

export const readCheckout = (id: string) => http.get<DocumentView>(`/v1/config/checkout/${encodeURIComponent(id)}`);
