import type {
  BackTest,
  BackTestChanges,
  BackTestList,
  BackTestRequest,
  DocumentList,
  DocumentSummary,
  Flow,
  Payment,
  Simulation,
  SimulationRequest,
} from '@pih/schemas/types';
import { http } from '../../../api/index.ts';

const backTests = (flow: string): string => `/v1/flows/${encodeURIComponent(flow)}/back-tests`;
const backTest = (id: string): string => `/v1/back-tests/${encodeURIComponent(id)}`;

/** What a flow is tried on: made-up facts, or those of a payment that there was. */
export type Tried = Pick<SimulationRequest, 'facts' | 'payment' | 'shopper'>;

export const simulate = (document: Flow, tried: Tried, signal: AbortSignal) =>
  http.post<Simulation>('/v1/flows/simulate', { body: { document, ...tried }, signal });

/** All flows that are live, or were: their payments can be run through another one. */
export const listFlows = async (): Promise<DocumentSummary[]> =>
  (await http.get<DocumentList>('/v1/config/flow')).data.filter(({ revision }) => revision !== null);

export const readPayment = (id: string) => http.get<Payment>(`/v1/payments/${encodeURIComponent(id)}`);

export const listBackTests = async (flow: string): Promise<BackTest[]> =>
  (await http.get<BackTestList>(backTests(flow))).data;

export const startBackTest = (flow: string, body: BackTestRequest) => http.post<BackTest>(backTests(flow), { body });
export const readBackTest = (id: string) => http.get<BackTest>(backTest(id));
export const cancelBackTest = (id: string) => http.delete<BackTest>(backTest(id));
export const restartBackTest = (id: string) => http.post<BackTest>(`${backTest(id)}/start`);

export const readChanges = (id: string, after?: string) =>
  http.get<BackTestChanges>(`${backTest(id)}/changes`, { query: { limit: 25, ...(after !== undefined && { after }) } });
