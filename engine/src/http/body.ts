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

export const EncodingUnknown = problem<{ encoding: string }>({
  type: 'encoding-unknown',
  status: 415,
  title: 'The body is encoded in a way that is not read here',
  detail: ({ encoding }) => `Send it as UTF-8, without compression; it was "${encoding}".`,
});

/** Bodies are read as they are: a small compressed one could unpack to more than fits. @throws EncodingUnknown */
function refuseEncodings({ headers }: IncomingMessage): void {
  const packed = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (packed !== 'identity') throw new EncodingUnknown({ encoding: packed.slice(0, 80) });
}

/** JSON is UTF-8 (RFC 8259, section 8.1). @throws EncodingUnknown when the request says otherwise */
export function refuseCharsets({ headers }: IncomingMessage): void {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase();
  if (charset && !['utf-8', 'utf8', 'us-ascii'].includes(charset))
    throw new EncodingUnknown({ encoding: charset.slice(0, 80) });
}

/**
 * Reads the bytes of a request's body.
 * @throws EncodingUnknown, BodyTooLarge beyond the limit, BodyBroken when it breaks off
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    refuseEncodings(request);
    return await rawBody(request, { limit, length: request.headers['content-length'] ?? null });
  } catch (error) {
    // The rest is let go by, unread: who is still sending would otherwise never come to read the answer.
    request.resume();
    const type = (error as { type?: string }).type;
    if (type === 'entity.too.large') throw new BodyTooLarge({ limit });
    if (type?.startsWith('request.') || type?.startsWith('encoding.'))
      throw new BodyBroken({ why: 'The body broke off.' });
    throw error;
  }
}
