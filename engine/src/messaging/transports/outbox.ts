import type { Transport } from './transport.ts';

/** Mail that leaves nothing: it stays where it is stored, and the console shows it. For installations without a mail server. */
export const localOutbox: Transport = {
  via: 'outbox',
  isRepeatable: true,
  send: () => Promise.resolve({ kind: 'sent' }),
};
