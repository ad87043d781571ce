/** Writes a Brotli and a gzip form beside each built file, so that the engine sends them without working for it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** Fonts and pictures are compressed already, and a small file fits into one packet either way. */
const worthIt = /\.(?:js|css|html|json|svg)$/;
const leastBytes = 1_000;

export function compressBelow(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || !worthIt.test(entry.name)) continue;
    const bytes = readFileSync(file);
    if (bytes.length < leastBytes) continue;
    writeFileSync(`${file}.br`, brotliCompressSync(bytes));
    writeFileSync(`${file}.gz`, gzipSync(bytes));
  }
}
