import { EventEmitter, once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drainable, type Draining } from './draining.ts';

const minute = 60_000;
let server: Server;
let draining: Draining;
/** Says `asked` with the response of each request; the test answers when it wants. */
let door: EventEmitter;
let agent: Agent;
beforeEach(async () => {
  door = new EventEmitter();
  agent = new Agent({ keepAlive: true });
  server = createServer((incoming, response) => void door.emit('asked', response, incoming));
  draining = drainable(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  agent.destroy();
  await draining.ended(0);
});

const port = (): number => (server.address() as AddressInfo).port;

/** A request that has arrived and waits for its answer. */
async function ask(): Promise<{
  response: ServerResponse;
  answer: Promise<{ text: string; connection: string | undefined }>;
}> {
  const asked = once(door, 'asked') as Promise<[ServerResponse]>;
  const sending = request({ port: port(), host: '127.0.0.1', agent }).end();
  const answer = once(sending, 'response').then(async ([incoming]: IncomingMessage[]) => {
    let text = '';
    for await (const chunk of incoming ?? []) text += String(chunk);
    return { text, connection: incoming?.headers.connection };
  });
  answer.catch(() => undefined);
  const [response] = await asked;
  return { response, answer };
}

async function dial(): Promise<Socket> {
  const socket = connect(port(), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

describe('a server that drains', () => {
  it('answers what is under way, and asks the client to go after it', async () => {
    const { response, answer } = await ask();
    const ended = draining.ended(minute);
    expect(draining.isUnderWay).toBe(true);
    response.end('paid');
    expect(await answer).toEqual({ text: 'paid', connection: 'close' });
    await ended;
  });

  it('takes no new connections from the first moment on', async () => {
    const { response } = await ask();
    const at = port();
    const ended = draining.ended(minute);
    const socket = connect(at, '127.0.0.1');
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    response.end();
    await ended;
  });

  it('closes connections that are kept for later', async () => {
    const { response, answer } = await ask();
    response.end('first');
    expect((await answer).connection).toBe('keep-alive');
    await draining.ended(minute);
  });

  it('waits for no one who has sent half a header, or nothing', async () => {
    const half = await dial();
    half.write('GET / HTTP/1.1\r\nHost: ');
    const silent = await dial();
    const closed = [once(half, 'close'), once(silent, 'close')];
    await draining.ended(minute);
    await Promise.all(closed);
  });

  it('answers a request of which half had come while others were answered, and asks that client to go, too', async () => {
    const { response } = await ask();
    const accepted = once(server, 'connection');
    const half = await dial();
    await accepted;
    half.write('GET / HTTP/1.1\r\nHost: ');
    const ended = draining.ended(minute);
    const asked = once(door, 'asked') as Promise<[ServerResponse]>;
    half.write('hub\r\n\r\n');
    const [late] = await asked;
    late.end('in time');
    let said = '';
    for await (const chunk of half) said += String(chunk);
    expect(said).toMatch(/Connection: close[^]*in time/);
    response.end();
    await ended;
  });

  it('ends streams of events, those that begin at the last moment too', async () => {
    const [followed, late] = [await ask(), await ask()];
    const follow = ({ response }: { response: ServerResponse }) => {
      response.setHeader('Content-Type', 'text/event-stream');
      response.write('data: 1\n\n');
    };
    follow(followed);
    const ended = draining.ended(minute);
    follow(late);
    expect((await followed.answer).text).toBe('data: 1\n\n');
    expect((await late.answer).text).toBe('data: 1\n\n');
    await ended;
  });

  it('closes live connections once everybody is answered', async () => {
    server.on('upgrade', (_incoming, socket: Socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    const live = await dial();
    live.write('GET / HTTP/1.1\r\nHost: hub\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n');
    await once(live, 'data');
    live.resume();
    await draining.ended(minute);
  });

  it('cuts off what is not answered in time', async () => {
    const { answer } = await ask();
    await draining.ended(1);
    await expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('ends once, however often it is asked to', async () => {
    const { response } = await ask();
    const both = [draining.ended(minute), draining.ended(minute)];
    draining.begin();
    response.end();
    await Promise.all(both);
  });
});
