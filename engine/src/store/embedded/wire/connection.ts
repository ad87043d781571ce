import type { Socket } from 'node:net';
import type { Doc } from '../values/types.ts';
import { readMessage, writeReply } from './message.ts';

const maxMessageBytes = 48_000_000 + 16_384;

/** Cuts a stream of bytes into messages by the length that each begins with. Chunks are joined once, however many there are. */
export class Frames {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** @returns the messages that this chunk completes @throws Error for a length that no message can have */
  add(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    const messages: Buffer[] = [];
    for (let length = this.#length(); length !== undefined && this.#bytes >= length; length = this.#length())
      messages.push(this.#take(length));
    return messages;
  }

  #length(): number | undefined {
    if (this.#bytes < 4) return undefined;
    const first = this.#chunks[0];
    if (!first || first.length < 4) this.#chunks = [Buffer.concat(this.#chunks)];
    const length = this.#chunks[0]?.readInt32LE(0) ?? 0;
    if (length < 16 || length > maxMessageBytes) throw new Error(`A message cannot have ${length} bytes`);
    return length;
  }

  #take(length: number): Buffer {
    const all = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
    this.#bytes = all.length - length;
    this.#chunks = this.#bytes > 0 ? [all.subarray(length)] : [];
    return all.subarray(0, length);
  }
}

/** Serves one connection: messages are answered in the order in which they came. Bytes that are no message end it. */
export function serveConnection(socket: Socket, answer: (body: Doc) => Promise<Doc>): void {
  const frames = new Frames();
  let turn = Promise.resolve();
  const answerMessage = async (bytes: Buffer): Promise<void> => {
    const message = readMessage(bytes);
    const reply = await answer(message.body);
    if (message.wantsReply && !socket.destroyed) socket.write(writeReply(message, reply));
  };
  socket.on('data', (chunk) => {
    try {
      for (const bytes of frames.add(chunk))
        turn = turn.then(() => answerMessage(bytes)).catch(() => void socket.destroy());
    } catch {
      socket.destroy();
    }
  });
  // A client that goes away is not the store's trouble; 'close' follows.
  socket.on('error', () => undefined);
}
