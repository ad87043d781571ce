import type { ChannelDocument, FieldError } from '@pih/schemas';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { Connection } from 'mongoose';
import type { Invoices } from '../documents/index.ts';
import type { HubRouter } from '../http/index.ts';
import type { Effect } from '../payments/index.ts';
import { addressErrors, gatewayErrors } from '../providers/index.ts';
import { Channels, type ChannelSurroundings } from './channels.ts';
import { Courier } from './courier.ts';
import type { MessagingDependencies } from './dependencies.ts';
import { notifying } from './effect.ts';
import { invoiceOfPayment } from './invoice.ts';
import { Messages } from './messages.ts';
import { messageModel, type MessageModel, type StoredMessage } from './model.ts';
import { remark } from './remarks.ts';
import { messageRoutes } from './routes.ts';
import type { Letter, Transport } from './transports/transport.ts';

export type MessagingOptions = Omit<MessagingDependencies, 'model' | 'channels' | 'random' | 'invoiceOf'> &
  ChannelSurroundings & {
    connection: Connection;
    /** Asked late: invoices send messages, and messages carry invoices. */
    invoices: () => Invoices;
    random?: () => number;
  };

/** Everything about messages, put together: what the composition root starts, stops and mounts. */
export class Messaging {
  readonly messages: Messages;
  readonly courier: Courier;
  /** Follows the events of payments; to be registered with their effects. */
  readonly effect: Effect;
  readonly routes: HubRouter;
  readonly #model: MessageModel;

  constructor({ connection, smtp, gatewayDeps, invoices, random = Math.random, ...rest }: MessagingOptions) {
    const model = messageModel(connection);
    const channels = new Channels({ smtp, gatewayDeps });
    const invoiceOf: MessagingDependencies['invoiceOf'] = ({ _id }) => invoiceOfPayment(invoices(), _id);
    const deps: MessagingDependencies = { ...rest, model, channels, random, invoiceOf };
    this.#model = model;
    this.messages = new Messages(deps, () => this.courier.kick());
    this.courier = new Courier({
      model,
      now: deps.now,
      log: deps.log,
      random,
      transportOf: (message) => transportOf(deps, message),
      letterOf: (message) => letterOf(deps, message),
      settled: (message) => settled(deps, message),
    });
    this.effect = notifying(this.messages, deps.live, deps.log);
    this.routes = messageRoutes(deps, this.messages);
  }

  /** Makes the indexes that promises rest on. */
  async prepare(): Promise<void> {
    await this.#model.createIndexes();
  }

  /** @param isAlone no other node shares the database */
  start(isAlone = false): void {
    this.courier.start(isAlone);
  }

  stop(): Promise<void> {
    return this.courier.stop();
  }
}

/** How a message leaves, by its channel as it is now; or why it cannot. */
function transportOf({ live, channels }: MessagingDependencies, { channel, form }: StoredMessage): Transport | string {
  const found = live().get('channel', channel)?.document;
  if (found && found.enabled !== false) return channels.transportOf(found);
  // The hub's own mail, and tests, leave also where nobody described a channel of that name.
  return form === 'email' && !found ? channels.mail : `the channel "${channel}" is not in use`;
}

/** A message with its sender and what goes along; or what the configuration lacks. */
async function letterOf({ live, files }: MessagingDependencies, message: StoredMessage): Promise<Letter | string> {
  const { settings } = live();
  const channel = live().get('channel', message.channel)?.document;
  const mail = channel?.transport.type === 'email' ? channel.transport : undefined;
  const address = mail?.from?.address ?? settings.legal?.email;
  if (!address && message.form === 'email')
    return 'no sender: give the channel an address, or the settings an e-mail address of the merchant';
  const replyTo = mail?.replyTo ?? message.sender?.replyTo;
  return {
    message,
    from: { name: mail?.from?.name ?? message.sender?.name ?? '', address: address ?? '' },
    ...(replyTo && { replyTo }),
    attachments: await Promise.all(
      message.attachments.map(async ({ name, type, file }) => ({
        name,
        type,
        bytes: await buffer(Readable.from(files.read(file))),
      })),
    ),
  };
}

async function settled({ payments, model }: MessagingDependencies, message: StoredMessage): Promise<void> {
  // The link in it opens an account: once it is on its way, nobody else should find it here.
  if (message.purpose === 'account' && message.via === 'smtp')
    await model.updateOne({ _id: message._id }, { $set: { text: '' }, $unset: { html: 1 } });
  await remark(payments.payments, message);
}

/** What keeps a channel from being published beyond its schema. */
export async function channelErrors(
  { transport }: ChannelDocument,
  secret: (name: string) => Promise<string | undefined>,
  allowedAddresses?: readonly string[],
): Promise<FieldError[]> {
  if (transport.type === 'email') return [];
  const misled = addressErrors({ baseUrls: transport.baseUrls }, allowedAddresses);
  return [
    ...(await gatewayErrors(transport, secret)),
    ...misled.map((error) => ({ ...error, path: `/transport${error.path}` })),
  ];
}
