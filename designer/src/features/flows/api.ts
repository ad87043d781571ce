import type { Checkout, DocumentList, DocumentView, Flow, PaymentActor } from '@pih/schemas/types';
import { http } from '../../api/index.ts';

/** A published flow as it was at one revision; it never changes again. */
export interface FlowRevision {
  revision: number;
  document: Flow;
  note: string;
  at: string;
  by: PaymentActor;
}

export const readFlowRevision = (flow: string, revision: number) =>
  http.get<FlowRevision>(`/v1/config/flow/${encodeURIComponent(flow)}/revisions/${revision}`);

/** The checkouts whose shoppers a flow decides for, as they are live. */
export async function readCheckoutsWith(flow: string): Promise<{ id: string; title: string }[]> {
  const { data } = await http.get<DocumentList>('/v1/config/checkout');
  const views = await Promise.all(
    data.map(({ id }) => http.get<DocumentView>(`/v1/config/checkout/${encodeURIComponent(id)}`)),
  );
  return views.flatMap(({ published }) => {
    const checkout = published?.document as Checkout | undefined;
    return checkout?.flow === flow ? [{ id: checkout.id, title: checkout.title }] : [];
  });
}
