import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpServer } from './smtp-url.ts';
import type { Delivery, Letter, Transport } from './transport.ts';

/** Milliseconds. A server that says nothing for so long is asked again later. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000 };

/** What SMTPConnection's errors carry beside their words. */
interface SmtpError extends Error {
  code?: string;
  /** The server's reply, when it gave one (RFC 5321, section 4.2). */
  responseCode?: number;
  response?: string;
}

/**
 * Mail over SMTP. The message's first byte leaves only after `begin`, so that after a crash it is known which mails may
 * have arrived: whatever breaks before is simply done again.
 */
export const overSmtp = (server: SmtpServer): Transport => ({
  via: 'smtp',
  isRepeatable: false,
  async send(letter, begin) {
    const mail = await mimeOf(letter);
    const sending = { hasBegun: false };
    const body = Readable.from(
      (async function* () {
        await begin();
        sending.hasBegun = true;
        yield mail;
      })(),
    );
    const connection = new SMTPConnection({ ...server, ...timeouts });
    try {
      const said = await handOver(connection, server, letter, body);
      return { kind: 'sent', reference: said };
    } catch (error) {
      return deliveryOf(error as SmtpError, sending.hasBegun);
    } finally {
      connection.close();
      body.destroy();
    }
  },
});

/** Connects, signs in where there are credentials, and sends one mail. @returns the server's words about it */
function handOver(connection: SMTPConnection, { credentials }: SmtpServer, letter: Letter, body: Readable) {
  return new Promise<string>((resolve, reject) => {
    connection.once('error', reject);
    body.once('error', reject);
    const envelope = { from: letter.from.address, to: [letter.message.to] };
    const send = () =>
      connection.send(envelope, body, (error, info) => (error ? reject(error) : resolve(info.response)));
    connection.connect((error) => {
      if (error) reject(error);
      else if (credentials) connection.login({ credentials }, (refused) => (refused ? reject(refused) : send()));
      else send();
    });
  });
}

/**
 * What an error says of the mail. A reply is certain: 4xx may go well later, 5xx never does as it is (RFC 5321, section
 * 4.2.1), but for a refused login, which somebody has to put right. Without a reply it depends on whether any of the mail
 * had left.
 */
function deliveryOf({ code, responseCode, response, message }: SmtpError, hasBegun: boolean): Delivery {
  const because = (response ?? message).replace(/\s+/g, ' ').trim().slice(0, 500);
  if (responseCode !== undefined) {
    const isForGood = responseCode >= 500 && code !== 'EAUTH';
    return { kind: isForGood ? 'refused' : 'postponed', because };
  }
  return { kind: hasBegun ? 'unknown' : 'postponed', because };
}

/** The mail as it travels (RFC 5322), with the words alone beside the HTML (RFC 2046, section 5.1.4). */
function mimeOf({ message, from, replyTo, attachments }: Letter): Promise<Buffer> {
  const domain = from.address.split('@').at(-1) ?? 'localhost';
  const composer = new MailComposer({
    from,
    to: message.to,
    ...(replyTo && { replyTo }),
    subject: message.subject ?? '',
    text: message.text,
    ...(message.html && { html: message.html }),
    date: message.createdAt,
    // The same however often it is sent: mail programs and servers can tell a repetition by it.
    messageId: `<${message._id}@${domain}>`,
    // RFC 3834, section 5: nobody's absence note answers this.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.language },
    attachments: attachments.map(({ name, type, bytes }) => ({ filename: name, contentType: type, content: bytes })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
