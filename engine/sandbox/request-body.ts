import type { IncomingMessage } from 'node:http';
import readRaw from 'raw-body';

/** A body can be read off its connection only once, and more than one reader may want it. */
const bodies = new WeakMap<IncomingMessage, Promise<Buffer>>();

/**
 * The body as bytes, exactly as they came: signatures cover them, so no parser may touch them first.
 * @throws HttpError 413 beyond 1 MB, 400 when the connection breaks
 */
export function readBytes(request: IncomingMessage): Promise<Buffer> {
  const body = bodies.get(request) ?? readRaw(request, { limit: '1mb' });
  bodies.set(request, body);
  return body;
}

/** The same as text. @throws HttpError as above */
export const readText = async (request: IncomingMessage): Promise<string> =>
  new TextDecoder().decode(await readBytes(request));
