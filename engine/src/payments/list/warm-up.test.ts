import { expect, it } from 'vitest';
import { warmUp } from './warm-up.ts';

/** So many entries of an index, by numbers that sort as ids do, and which of them were read how often. */
function anIndex(size: number) {
  const reads = Array.from({ length: size }, () => 0);
  const nthBy = (_index: string, filter: object, _sort: object, n: number): Promise<{ _id: string } | undefined> => {
    const { _id } = filter as { _id?: { $lt: string } };
    const from = _id ? Number(_id.$lt) - 1 : size - 1;
    for (let at = from; at > Math.max(-1, from - n); at--) reads[at] = (reads[at] ?? 0) + 1;
    return Promise.resolve(from - n + 1 >= 0 ? { _id: String(from - n + 1) } : undefined);
  };
  return { reads, nthBy };
}

it.each([0, 1, 999, 1_000, 1_001, 2_500])('reads each of %i entries once, and rests in between', async (size) => {
  const { reads, nthBy } = anIndex(size);
  let rests = 0;
  const stretches = await warmUp({ nthBy } as never, new AbortController().signal, () => Promise.resolve(rests++));
  expect(reads.every((times) => times === 1)).toBe(true);
  expect(stretches).toBe(rests + 1);
  expect(rests).toBe(Math.floor(size / 1_000));
});

it('ends when the engine does, however much is left', async () => {
  const { reads, nthBy } = anIndex(10_000);
  const ending = new AbortController();
  await warmUp({ nthBy } as never, ending.signal, () => {
    ending.abort();
    return Promise.reject(new Error('aborted'));
  });
  expect(reads.filter((times) => times > 0)).toHaveLength(1_000);
});
