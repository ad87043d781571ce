import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

/** Every file that an entry may ever load: its static and its dynamic imports, and theirs. */
function graphOf(entry: Chunk, chunks: ReadonlyMap<string, Chunk>): Set<string> {
  const reached = new Set<string>();
  const queue = [entry.fileName];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const chunk = chunks.get(next);
    if (!chunk || reached.has(next)) continue;
    reached.add(next);
    queue.push(...chunk.imports, ...chunk.dynamicImports);
  }
  return reached;
}

/**
 * Fails the build when all the JavaScript of one entry, lazy parts included, weighs more than allowed.
 * @param options.maxGzipBytes bytes after gzip, summed file by file as a browser would download them
 */
export function sizeBudget({ maxGzipBytes }: { maxGzipBytes: number }): Plugin {
  return {
    name: 'size-budget',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle)
          .filter((file) => file.type === 'chunk')
          .map((chunk) => [chunk.fileName, chunk]),
      );
      for (const entry of [...chunks.values()].filter(({ isEntry }) => isEntry)) {
        const bytes = [...graphOf(entry, chunks)]
          .map((name) => gzipSync(chunks.get(name)?.code ?? '').length)
          .reduce((sum, size) => sum + size, 0);
        if (bytes > maxGzipBytes)
          this.error(`"${entry.name}" loads ${bytes} bytes of JavaScript (gzip); ${maxGzipBytes} are allowed.`);
        this.info(`"${entry.name}" loads ${bytes} of ${maxGzipBytes} bytes of JavaScript (gzip).`);
      }
    },
  };
}
