import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

type Take = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The head of a request as it came, without its offer to change the protocol. */
function headOf({ method = '', url = '', httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() !== 'upgrade') lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/**
 * Answers a request in plain HTTP/1.1 that offers to go on in a protocol which nothing here speaks, as a server may (RFC
 * 9110, section 7.8). The clients of Java and curl offer HTTP/2 with each request. Once anybody listens for offers, Node
 * hands over the bare connection for all of them, so what is no live connection is put back to be read again.
 * To be called when those who take live connections listen already.
 */
export function passOverOffers(http: Server): void {
  const takers = http.listeners('upgrade') as Take[];
  http.removeAllListeners('upgrade');
  http.on('upgrade', (request, socket, head) => {
    if (request.headers.upgrade?.toLowerCase() === 'websocket') {
      for (const take of takers) take.call(http, request, socket, head);
      return;
    }
    socket.unshift(Buffer.concat([headOf(request), head]));
    http.emit('connection', socket);
  });
}
