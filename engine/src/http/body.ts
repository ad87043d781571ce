import type { IncomingMessage } from 'node:http';
import { problem } from '@pih/schemas';
import rawBody from 'raw-body';

export const BodyTooLarge = problem<{ limit: number }>({
  type: 'body-too-large',
  status: 413,
  title: 'The body is too large',
  detail: ({ limit }) => `Send at most ${limit} bytes.`,
});

export const BodyBroken = problem<{ why: string }>({
  type: 'body-broken',
  status: 400,
  title: 'The body could not be read',
  detail: ({ why }) => `${why} Send it again, complete and in the stated encoding.`,
});

/**
 * Reads the bytes of a request's body.
 * @throws BodyTooLarge beyond the limit, BodyBroken when it breaks off
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    return await rawBody(request, { limit, length: request.headers['content-length'] ?? null });
  } catch (error) {
    const type = (error as { type?: string }).type;
    if (type === 'entity.too.large') throw new BodyTooLarge({ limit });
    if (type?.startsWith('request.') || type?.startsWith('encoding.'))
      throw new BodyBroken({ why: 'The body broke off.' });
    throw error;
  }
}
