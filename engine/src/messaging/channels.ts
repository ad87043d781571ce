import type { ChannelDocument } from '@pih/schemas';
import { createGateway, type ConnectorDeps } from '../providers/index.ts';
import { mailAddress, phoneNumber } from './addresses.ts';
import { throughGateway } from './transports/gateway.ts';
import { localOutbox } from './transports/outbox.ts';
import type { SmtpServer } from './transports/smtp-url.ts';
import { overSmtp } from './transports/smtp.ts';
import type { Transport } from './transports/transport.ts';

export interface ChannelSurroundings {
  /** Absent: mail stays in the local outbox. */
  smtp?: SmtpServer | undefined;
  /** What calls of a gateway need, by its document. */
  gatewayDeps: (callee: { id: string; environment: 'simulator' | 'sandbox' | 'live' }) => ConnectorDeps;
}

/** The transports of channel documents, each made once as long as its document stays the same. */
export class Channels {
  readonly #mail: Transport;
  readonly #surroundings: ChannelSurroundings;
  readonly #made = new WeakMap<ChannelDocument, Transport>();

  constructor(surroundings: ChannelSurroundings) {
    this.#mail = surroundings.smtp ? overSmtp(surroundings.smtp) : localOutbox;
    this.#surroundings = surroundings;
  }

  transportOf(channel: ChannelDocument): Transport {
    const known = this.#made.get(channel);
    if (known) return known;
    const made = this.#make(channel);
    this.#made.set(channel, made);
    return made;
  }

  /** How mail leaves here: for mails that no channel document speaks of. */
  get mail(): Transport {
    return this.#mail;
  }

  #make({ id, transport }: ChannelDocument): Transport {
    if (transport.type === 'email') return this.#mail;
    const deps = this.#surroundings.gatewayDeps({ id, environment: transport.environment });
    return throughGateway(createGateway(id, transport, deps));
  }
}

/** What a channel knows people by. */
export const recipientKind = ({ transport }: ChannelDocument): 'email' | 'phone' =>
  transport.type === 'email' ? 'email' : transport.recipient;

/** A recipient as the channel takes it. @throws RecipientUnusable */
export const recipientFor = (channel: ChannelDocument, given: string): string =>
  recipientKind(channel) === 'email' ? mailAddress(given) : phoneNumber(given);
