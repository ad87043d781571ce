import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Message, MessageList, Session } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { administrator } from '../hub-for-tests.ts';
import { buildEngine, type EngineProcess, type EngineProgram } from './engine-process-for-tests.ts';

/** A mail server that can fall silent: before it greets, or after it has got a mail and before it says so. */
class MailServer {
  readonly #mails: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  silentAt: 'greeting' | 'answer' | undefined;
  /** Resolves when it has fallen silent. */
  hasFallenSilent = Promise.resolve();
  #fellSilent = () => {};

  constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  fallSilentAt(when: 'greeting' | 'answer'): void {
    this.silentAt = when;
    this.hasFallenSilent = new Promise((resolve) => (this.#fellSilent = resolve));
  }

  /** How often it got a mail: by the identifier that every copy of it bears. */
  timesTaken = ({ id }: Message): number => this.#mails.filter((mail) => mail.includes(`<${id}@`)).length;

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    if (this.silentAt === 'greeting') return this.#fellSilent();
    let mail: string | undefined;
    socket.write('220 ready\r\n');
    socket.on('data', (data) => {
      const text = data.toString();
      if (mail === undefined && /^DATA/im.test(text)) {
        mail = '';
        return socket.write('354 go on\r\n');
      }
      if (mail === undefined) return socket.write('250 fine\r\n');
      mail += text;
      if (!mail.endsWith('\r\n.\r\n')) return undefined;
      this.#mails.push(mail);
      mail = undefined;
      return this.silentAt === 'answer' ? this.#fellSilent() : socket.write('250 taken\r\n');
    });
  }
}

let folder: string;
let program: EngineProgram;
let mailServer: MailServer;
let engine: EngineProcess;
let smtpUrl: string;
const start = () =>
  program.start({ PORT: '0', SANDBOX_PORT: '0', DATA_FOLDER: path.join(folder, 'data'), SMTP_URL: smtpUrl });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-mail-'));
  program = await buildEngine();
  mailServer = new MailServer();
  smtpUrl = await mailServer.listen();
  engine = await start();
  // The demo's own people are written to on a first start.
  await vi.waitFor(async () => expect((await ask<MessageList>('GET', '/v1/messages?state=waiting')).data).toEqual([]), {
    timeout: 40_000,
    interval: 500,
  });
}, 120_000);
afterAll(async () => {
  await engine.kill();
  mailServer.close();
  await program.remove();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** Asks as the demo administrator, who signs in anew each time: engines come and go. */
async function ask<Body>(method: string, where: string, body?: unknown): Promise<Body> {
  const json = { 'Content-Type': 'application/json' };
  const signIn = await fetch(`${engine.url}/v1/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(administrator),
  });
  const { csrfToken } = (await signIn.json()) as Session;
  const answer = await fetch(engine.url + where, {
    method,
    headers: { ...json, Cookie: signIn.headers.get('set-cookie')?.split(';')[0] ?? '', 'X-CSRF-Token': csrfToken },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Body;
}
const send = () =>
  ask<Message>('POST', '/v1/notifications/test', { notification: 'paid', to: 'anna@example.com', language: 'en' });
const comesTo = ({ id }: Message, state: Message['state']) =>
  vi.waitFor(async () => expect((await ask<Message>('GET', `/v1/messages/${id}`)).state).toBe(state), {
    timeout: 40_000,
    interval: 500,
  });

describe('an engine that is killed while a mail server keeps it waiting', () => {
  it('sends a mail once that had not begun to leave', async () => {
    mailServer.fallSilentAt('greeting');
    const message = await send();
    await mailServer.hasFallenSilent;
    await engine.kill();
    mailServer.silentAt = undefined;
    engine = await start();
    await comesTo(message, 'sent');
    expect(mailServer.timesTaken(message)).toBe(1);
  }, 90_000);

  it('does not send a mail again that the server may have taken, and says so', async () => {
    mailServer.fallSilentAt('answer');
    const message = await send();
    await mailServer.hasFallenSilent;
    await engine.kill();
    mailServer.silentAt = undefined;
    engine = await start();
    await comesTo(message, 'uncertain');
    expect(mailServer.timesTaken(message)).toBe(1);
  }, 90_000);
});
