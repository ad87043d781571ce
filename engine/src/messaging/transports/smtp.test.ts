import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { StoredMessage } from '../model.ts';
import { smtpServerOf } from './smtp-url.ts';
import { overSmtp } from './smtp.ts';
import type { Letter } from './transport.ts';

const message: StoredMessage = {
  _id: 'msg_01J0000000000000000000000A',
  key: 'k',
  purpose: 'event',
  title: 'Payment received',
  channel: 'email',
  form: 'email',
  state: 'waiting',
  to: 'anna@example.com',
  language: 'it',
  subject: 'Grazie, è arrivato: 10,50 €',
  html: '<p>Grazie</p>',
  text: 'Grazie',
  attachments: [],
  tries: 0,
  history: [],
  createdAt: new Date('2026-03-12T09:30:00Z'),
  since: new Date('2026-03-12T09:30:00Z'),
};
const aLetter = (about: Partial<Letter> = {}): Letter => ({
  message,
  from: { name: 'Rosmarino', address: 'ordini@rosmarino.example' },
  replyTo: 'ciao@rosmarino.example',
  attachments: [],
  ...about,
});

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A mail server on a free port that keeps what it takes. */
async function aServer(options: SMTPServerOptions = {}) {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, _session, done) => {
      simpleParser(stream).then(
        (mail) => {
          mails.push(mail);
          done();
        },
        (error: Error) => done(error),
      );
    },
    ...options,
  });
  const net: Server = server.listen(0, '127.0.0.1');
  await once(net, 'listening');
  closers.push(() => server.close());
  return { mails, url: `127.0.0.1:${(net.address() as AddressInfo).port}` };
}

async function send(url: string, letter = aLetter()) {
  const server = smtpServerOf(url);
  if (!server) throw new Error(`${url} is no address`);
  let begun = 0;
  const delivery = await overSmtp(server).send(letter, () => {
    begun += 1;
    return Promise.resolve();
  });
  return { delivery, begun };
}
const refusing = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });

describe('mail over SMTP', () => {
  it('arrives with both forms, its sender, whom to answer, and what goes along', async () => {
    const { mails, url } = await aServer();
    const attachments = [{ name: 'A-2026-17.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 …') }];
    const { delivery, begun } = await send(`smtp://${url}`, aLetter({ attachments }));
    expect([delivery.kind, begun]).toEqual(['sent', 1]);
    const [mail] = mails;
    expect(mail).toMatchObject({
      subject: message.subject,
      text: expect.stringContaining('Grazie') as string,
      html: '<p>Grazie</p>',
      messageId: '<msg_01J0000000000000000000000A@rosmarino.example>',
      from: { text: '"Rosmarino" <ordini@rosmarino.example>' },
      to: { text: 'anna@example.com' },
      replyTo: { text: 'ciao@rosmarino.example' },
      attachments: [{ filename: 'A-2026-17.pdf', contentType: 'application/pdf', content: attachments[0]?.bytes }],
    });
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('signs in where the address names somebody', async () => {
    let seen = '';
    const { url } = await aServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username = '', password = '' }, _session, done) => {
        seen = `${username}/${password}`;
        done(null, { user: username });
      },
    });
    expect((await send(`smtp://hub:p%40ss@${url}`)).delivery.kind).toBe('sent');
    expect(seen).toBe('hub/p@ss');
  });

  it('is refused for good where the server says so, with its words', async () => {
    const { url } = await aServer({ onRcptTo: (_to, _session, done) => done(refusing(550, 'No such mailbox')) });
    const { delivery, begun } = await send(`smtp://${url}`);
    expect(delivery).toMatchObject({ kind: 'refused', because: expect.stringContaining('No such mailbox') as string });
    expect(begun).toBe(0);
  });

  it.each([
    ['the server is busy', { onMailFrom: (_from, _session, done) => done(refusing(451, 'Try later')) }],
    [
      'the password is wrong',
      { authOptional: false, allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(refusing(535, 'No')) },
    ],
    [
      'the mail itself cannot be stored now',
      {
        onData: (stream, _session, done) => {
          stream.resume();
          stream.on('end', () => done(refusing(452, 'Disk full')));
        },
      },
    ],
  ] satisfies [string, SMTPServerOptions][])('is put off while %s', async (_what, options) => {
    const { url } = await aServer(options);
    expect((await send(`smtp://hub:secret@${url}`)).delivery.kind).toBe('postponed');
  });

  it('is put off when nobody is there', async () => {
    expect((await send('smtp://127.0.0.1:1')).delivery.kind).toBe('postponed');
  });

  it('is in doubt when the line breaks after the mail has left and before the answer', async () => {
    const net = createServer((socket) => {
      socket.write('220 there\r\n');
      socket.on('data', (data) => {
        const text = data.toString();
        if (/^DATA/m.test(text)) return socket.write('354 go on\r\n');
        if (/\r\n\.\r\n/.test(text)) return socket.destroy();
        return socket.write('250 fine\r\n');
      });
    });
    net.listen(0, '127.0.0.1');
    await once(net, 'listening');
    closers.push(() => net.close());
    const { delivery, begun } = await send(`smtp://127.0.0.1:${(net.address() as AddressInfo).port}`);
    expect([delivery.kind, begun]).toEqual(['unknown', 1]);
  });

  it('does not leave when it cannot be noted that it leaves', async () => {
    const { mails, url } = await aServer();
    const server = smtpServerOf(`smtp://${url}`);
    if (!server) throw new Error('no address');
    const sent = overSmtp(server).send(aLetter(), () => Promise.reject(new Error('overtaken')));
    await expect(sent).resolves.toMatchObject({ kind: 'postponed' });
    expect(mails).toEqual([]);
  });
});

describe('SMTP_URL', () => {
  it.each([
    ['smtp://mail.example', { host: 'mail.example', port: 587, secure: false, requireTLS: false }],
    ['smtps://a%40b:c@mail.example', { port: 465, secure: true, credentials: { user: 'a@b', pass: 'c' } }],
    ['smtp://[::1]:25?requireTLS=true', { host: '::1', port: 25, requireTLS: true }],
  ])('%s is understood', (text, server) => expect(smtpServerOf(text)).toMatchObject(server));

  it.each(['mail.example', 'https://mail.example', 'smtp://'])('%s is none', (text) =>
    expect(smtpServerOf(text)).toBeUndefined(),
  );
});
