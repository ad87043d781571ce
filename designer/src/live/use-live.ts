import type { Job, Kind, PaymentEvent, PaymentSummary, RevisionAuthor } from '@pih/schemas/types';
import { io, type Socket } from 'socket.io-client';
import { onScopeDispose, readonly, ref } from 'vue';

/** One thing that happened to a payment, and how the payment stands after it. */
export interface LivePayment {
  summary: PaymentSummary;
  event: PaymentEvent;
}

/** A document changed: its draft, its live revision or its releases, by whomever and in whichever window. */
export interface LiveDocument {
  kind: Kind;
  id: string;
  version: number;
  /** The one that is live; null when none is. */
  revision: number | null;
  draft: { version: number; by: RevisionAuthor; at: string } | null;
  /** How many releases are open. */
  releases: number;
}

interface Listener {
  payment?: (news: LivePayment) => void;
  /** A payment has left what the reader may see; nothing more is told of it. */
  gone?: (id: string) => void;
  document?: (news: LiveDocument) => void;
  /** How far a job of the reader's own is. */
  job?: (news: Job) => void;
  /** The line was cut and stands again: what happened meanwhile was missed. */
  missed: () => void;
}

interface Incoming {
  payment: (news: LivePayment) => void;
  payment_gone: (news: { id: string }) => void;
  config: (news: LiveDocument) => void;
  job: (news: Job) => void;
}

/** `off` until somebody listens for the first time. */
const status = ref<'off' | 'connecting' | 'live' | 'reconnecting'>('off');
const listeners = new Set<Listener>();
let socket: Socket<Incoming> | undefined;

function connect(): void {
  status.value = 'connecting';
  let wasLive = false;
  socket = io({ path: '/v1/live', withCredentials: true });
  socket.on('connect', () => {
    status.value = 'live';
    if (wasLive) listeners.forEach((listener) => listener.missed());
    wasLive = true;
  });
  socket.on('disconnect', (reason) => {
    status.value = 'reconnecting';
    // The engine closed the line itself (a deployment, say): then the client does not try again on its own.
    if (reason === 'io server disconnect') socket?.connect();
  });
  socket.on('connect_error', () => (status.value = 'reconnecting'));
  socket.on('payment', (news) => listeners.forEach((listener) => listener.payment?.(news)));
  socket.on('payment_gone', ({ id }) => listeners.forEach((listener) => listener.gone?.(id)));
  socket.on('config', (news) => listeners.forEach((listener) => listener.document?.(news)));
  socket.on('job', (news) => listeners.forEach((listener) => listener.job?.(news)));
}

function disconnect(): void {
  socket?.disconnect();
  socket = undefined;
  status.value = 'off';
}

/** Hears what happens while the component lives. All components share one line; the last to leave closes it. */
export function useLive(listener?: Listener) {
  if (listener) {
    listeners.add(listener);
    if (!socket) connect();
    onScopeDispose(() => {
      listeners.delete(listener);
      if (!listeners.size) disconnect();
    });
  }
  return { status: readonly(status) };
}
