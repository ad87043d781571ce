/** GridFS takes the same: small beside MongoDB's 16 MB per document, large beside the work per document. */
export const chunkBytes = 255 * 1024;

/**
 * Pieces of any size as chunks of one size; the last one may be smaller. Holds one chunk and one piece at a time, and
 * copies, so that whoever makes the pieces may use their memory again.
 */
export async function* inChunks(
  bytes: AsyncIterable<Uint8Array> | Uint8Array,
  size: number = chunkBytes,
): AsyncGenerator<Buffer> {
  let chunk = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + size - filled);
      chunk.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < size) continue;
      yield chunk;
      [chunk, filled] = [Buffer.allocUnsafe(size), 0];
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
