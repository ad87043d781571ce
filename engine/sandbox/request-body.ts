import type { IncomingMessage } from 'node:http';
import readRaw from 'raw-body';

/**
 * The body as text, exactly as it came. Providers sign and compare raw text, so no parser may touch it first.
 * @throws HttpError 413 beyond 1 MB, 400 when the connection breaks
 */
export function readText(request: IncomingMessage): Promise<string> {
  return readRaw(request, { encoding: 'utf-8', limit: '1mb' });
}
