import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Shelf } from './shelf.ts';

type Shelves = Readonly<Record<string, Shelf<unknown>>>;
type Kept = Record<string, [id: string, thing: unknown][]>;

const saveAfterMs = 250;

/**
 * What the simulators hold, kept in one file per simulator, so that a payment of yesterday can be refunded today. A
 * convenience of the demo, not a store: what happened in the last moments before a kill may be missing.
 */
export class SandboxMemory {
  readonly #folder: string | undefined;
  readonly #shelves = new Map<string, Shelves>();
  /** Simulators that something happened at since they were saved. */
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  /** @param folder none keeps everything in memory only */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Fills a simulator's shelves with what it held when it was last saved. */
  open(simulator: string, shelves: Shelves): void {
    this.#shelves.set(simulator, shelves);
    const file = this.#fileOf(simulator);
    if (!file || !existsSync(file)) return;
    const kept = read(file);
    for (const [name, things] of Object.entries(kept)) for (const [id, thing] of things) shelves[name]?.put(id, thing);
  }

  /** Saves what a simulator holds in a moment, once for all that happens until then: its file is written as a whole. */
  saveSoon(simulator: string): void {
    if (!this.#folder) return;
    this.#changed.add(simulator);
    this.#timer ??= setTimeout(() => this.save([...this.#changed]), saveAfterMs).unref();
  }

  save(simulators: Iterable<string> = this.#shelves.keys()): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.clear();
    for (const simulator of simulators) {
      const shelves = this.#shelves.get(simulator);
      if (!shelves) continue;
      const file = this.#fileOf(simulator);
      if (!file) return;
      const kept: Kept = Object.fromEntries(Object.entries(shelves).map(([name, shelf]) => [name, shelf.entries()]));
      mkdirSync(path.dirname(file), { recursive: true });
      // Serialised in one go, things that stand on two shelves stay one thing.
      writeFileSync(`${file}.new`, serialize(kept));
      renameSync(`${file}.new`, file);
    }
  }

  #fileOf(simulator: string): string | undefined {
    return this.#folder && path.join(this.#folder, `${simulator}.bin`);
  }
}

/** A file that another version wrote or that broke off is worth nothing: the simulators begin anew. */
function read(file: string): Kept {
  try {
    return deserialize(readFileSync(file)) as Kept;
  } catch {
    return {};
  }
}
