import type { Flow, PaymentActor } from '@pih/schemas/types';
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
