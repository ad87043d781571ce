import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../store/index.ts';
import { chunkBytes, inChunks } from './in-chunks.ts';
import { FileDamaged, fileModels, FileNotFound, Files, type StoredFile } from './index.ts';

const log = pino({ level: 'silent' });
const noon = new Date('2026-03-02T12:00:00Z');
const hour = 3600_000;
let folder: string;
let store: Store;
let now: Date;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-files-'));
  store = await openStore({ folder, durable: false });
  await aNode().prepare();
});
beforeEach(async () => {
  now = noon;
  await Promise.all(['files', 'filechunks'].map((name) => store.connection.collection(name).deleteMany({})));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const aNode = () => new Files(fileModels(store.connection), () => now, log);
const later = (ms: number) => (now = new Date(now.getTime() + ms));
const stored = (collection: string) => store.connection.collection(collection).countDocuments({});

async function read(files: Files, id: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of files.read(id)) parts.push(part);
  return Buffer.concat(parts);
}

async function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What a killed process leaves: the bytes so far, and nobody who goes on. */
async function putUntilKilled(files: Files, bytes: Buffer): Promise<void> {
  const isWritten = new Promise<void>((resolve) => {
    async function* source() {
      yield bytes;
      resolve();
      await new Promise<never>(() => undefined);
    }
    void files.put('half.csv', 'text/csv', source());
  });
  await isWritten;
}

describe('a file', () => {
  it.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes + 7])(
    'of %i bytes is read by another node as it was put',
    async (size) => {
      const bytes = randomBytes(size);
      const file = await aNode().put('rows.csv', 'text/csv', pieces(bytes, 10_007));
      expect((await read(aNode(), file.id)).equals(bytes)).toBe(true);
      expect(await aNode().about(file.id)).toEqual({
        id: file.id,
        name: 'rows.csv',
        type: 'text/csv',
        size,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        createdAt: noon,
      } satisfies StoredFile);
    },
  );

  it('is not there before its last byte is', async () => {
    const files = aNode();
    let wait = (): void => undefined;
    const gate = new Promise<void>((resolve) => (wait = resolve));
    async function* source() {
      yield randomBytes(2 * chunkBytes);
      await gate;
    }
    const putting = files.put('slow.csv', 'text/csv', source());
    await expect.poll(() => stored('filechunks'), { timeout: 20_000 }).toBe(2);
    const head = await store.connection.collection<{ _id: string }>('files').findOne({});
    await expect(files.about(head?._id ?? '')).rejects.toBeInstanceOf(FileNotFound);
    wait();
    expect(await putting).toMatchObject({ id: head?._id, size: 2 * chunkBytes });
  });

  it('whose writer was killed is never seen, and is swept a day later without harm to others', async () => {
    const files = aNode();
    const whole = await files.put('whole.csv', 'text/csv', randomBytes(chunkBytes + 1));
    await putUntilKilled(files, randomBytes(2 * chunkBytes));
    later(23 * hour);
    expect(await aNode().sweep()).toBe(0);
    later(2 * hour);
    expect(await aNode().sweep()).toBe(1);
    expect([await stored('files'), await stored('filechunks')]).toEqual([1, 2]);
    expect((await read(files, whole.id)).length).toBe(chunkBytes + 1);
  });

  it('leaves nothing when what makes its bytes fails', async () => {
    async function* source() {
      yield randomBytes(2 * chunkBytes);
      throw new Error('the list could not be read');
    }
    await expect(aNode().put('rows.csv', 'text/csv', source())).rejects.toThrow('the list could not be read');
    expect([await stored('files'), await stored('filechunks')]).toEqual([0, 0]);
  });

  it('that is kept for a time is gone for readers the moment it is over, and from the disk by the next sweep', async () => {
    const files = aNode();
    const expiresAt = new Date(noon.getTime() + hour);
    const { id } = await files.put('rows.csv', 'text/csv', randomBytes(chunkBytes + 1), { expiresAt });
    later(hour - 1);
    expect(await files.about(id)).toMatchObject({ expiresAt });
    later(1);
    await expect(files.about(id)).rejects.toBeInstanceOf(FileNotFound);
    await expect(read(files, id)).rejects.toBeInstanceOf(FileNotFound);
    expect(await files.sweep()).toBe(1);
    expect([await stored('files'), await stored('filechunks')]).toEqual([0, 0]);
  });

  it('that was taken away takes none of its neighbours along', async () => {
    const files = aNode();
    const [one, two] = [
      await files.put('1', 'text/csv', randomBytes(9)),
      await files.put('2', 'text/csv', randomBytes(9)),
    ];
    await files.remove(one.id);
    await files.remove(one.id);
    await expect(files.about(one.id)).rejects.toBeInstanceOf(FileNotFound);
    expect((await read(files, two.id)).length).toBe(9);
  });

  it.each([
    ['is missing', (id: string) => store.connection.collection('filechunks').deleteOne({ _id: `${id}/1` as never })],
    [
      'was changed',
      (id: string) =>
        store.connection
          .collection('filechunks')
          .updateOne({ _id: `${id}/1` as never }, { $set: { bytes: randomBytes(chunkBytes) } }),
    ],
  ])('of which a part %s says so instead of ending as if it were whole', async (_what, spoil) => {
    const files = aNode();
    const { id } = await files.put('rows.csv', 'text/csv', randomBytes(3 * chunkBytes));
    await spoil(id);
    await expect(read(files, id)).rejects.toBeInstanceOf(FileDamaged);
  });
});

describe('pieces', () => {
  it('are asked for only as fast as chunks are taken, so that a large file never stands in memory', async () => {
    const size = 1_000;
    let made = 0;
    async function* source() {
      for (; made < 500; made++) yield Buffer.alloc(100);
    }
    let taken = 0;
    for await (const chunk of inChunks(source(), size)) {
      taken += chunk.length;
      expect(made * 100 - taken).toBeLessThanOrEqual(100);
    }
    expect(taken).toBe(50_000);
  });

  it('are not torn from a memory that their maker uses again', async () => {
    const one = Buffer.alloc(4);
    async function* source() {
      for (const sign of [1, 2, 3]) yield one.fill(sign);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of inChunks(source(), 8)) chunks.push(chunk);
    expect(chunks.map((chunk) => [...chunk])).toEqual([
      [1, 1, 1, 1, 2, 2, 2, 2],
      [3, 3, 3, 3],
    ]);
  });
});
