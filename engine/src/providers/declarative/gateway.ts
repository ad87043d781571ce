import type { ChannelDocument } from '@pih/schemas';
import type { ConnectorDeps } from '../connector.ts';
import { ProviderNotReady } from '../problems.ts';
import { WireFault } from '../wire.ts';
import { CredentialsRefused } from './auth/index.ts';
import { createCall } from './calls.ts';
import { MappingFault } from './expressions.ts';
import { mayHaveHappened } from './faults.ts';
import { createMappings, MissingValue, type Context } from './mappings.ts';

/** The HTTP part of a channel document. */
export type GatewayTransport = Extract<ChannelDocument['transport'], { type: 'http' }>;

/** What a gateway is told of a message. */
export interface GatewayMessage {
  readonly id: string;
  readonly text: string;
  readonly subject?: string;
  /** ISO 639-1. */
  readonly language: string;
  /** The merchant reference of the payment that it is about. */
  readonly reference?: string;
}

/**
 * What came of a message that was handed over. `refused`: never, as it is. `postponed`: not now, and nothing happened.
 * `unknown`: it may have been taken.
 */
export type Delivery =
  | { readonly kind: 'sent'; readonly reference?: string }
  | { readonly kind: 'refused' | 'postponed' | 'unknown'; readonly because: string };

export interface Gateway {
  /** Whether the same message may be handed over again without being sent twice: the gateway knows it by its key. */
  readonly isRepeatable: boolean;
  /** Hands a message over. @param key stays the same however often the message is handed over */
  send(message: GatewayMessage, recipient: string, key: string): Promise<Delivery>;
}

/**
 * A gateway that a channel document describes, in the language of provider documents: it is called by the same interpreter
 * as providers, with the same schemes of authentication, and reaches only addresses that they may.
 */
export function createGateway(id: string, transport: GatewayTransport, deps: ConnectorDeps): Gateway {
  const { environment, baseUrls, credentials, request } = transport;
  const mappings = createMappings();
  const callee = { id, environment, baseUrls, ...(credentials && { credentials }) };
  const call = createCall(callee, transport, deps, mappings);

  const deliver = async (context: Context, key: string): Promise<Delivery> => {
    const { status, body, headers } = await call(request, context, key);
    const answered = { ...context, response: body, headers, httpStatus: status };
    const isTaken = status < 400 && (await mappings.holds(transport.success, answered));
    if (isTaken) {
      const reference = await mappings.text(transport.reference, answered);
      return { kind: 'sent', ...(reference && { reference }) };
    }
    const said = await mappings.text(transport.refusal, answered);
    const because = `${status}${said ? ` ${said}` : ''}`;
    if (transport.tryAgain && (await mappings.holds(transport.tryAgain, answered)))
      return { kind: 'postponed', because };
    return { kind: mayHaveHappened(status) ? 'unknown' : 'refused', because };
  };

  return {
    isRepeatable: transport.idempotencyHeader !== undefined || JSON.stringify(request).includes('idempotencyKey'),
    async send(message, recipient, key) {
      try {
        return await deliver({ message, recipient, sender: transport.sender }, key);
      } catch (error) {
        return deliveryOfFault(error);
      }
    },
  };
}

/** What it means that a call could not be made, or got no readable answer. @throws whatever is a fault of ours */
function deliveryOfFault(error: unknown): Delivery {
  if (error instanceof WireFault)
    return { kind: error.because === 'unreachable' ? 'postponed' : 'unknown', because: error.because };
  // A secret is missing or wrong: somebody will put that right.
  if (error instanceof ProviderNotReady || error instanceof CredentialsRefused)
    return { kind: 'postponed', because: error.message };
  if (error instanceof MappingFault || error instanceof MissingValue)
    return { kind: 'refused', because: error.message };
  throw error;
}
