import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonical } from './canonical.ts';
import { anEntry, openTrail, type TestTrail } from './trail-for-tests.ts';

let trail: TestTrail;
beforeAll(async () => {
  trail = await openTrail();
});
afterAll(() => trail.close());
beforeEach(async () => {
  await trail.empty();
  for (let n = 1; n <= 6; n += 1) await trail.node().record(`k${n}`, anEntry({ after: { n } }));
});

const findings = async () => (await trail.node().verify()).findings;
const at = (sequence: number) => trail.rows.findOne({ sequence });

/** What somebody does who can write to the database and knows how rows are hashed, but has no master key. */
async function rewritten(sequence: number, change: Record<string, unknown>): Promise<void> {
  const { hash: _hash, seal, ...said } = { ...(await at(sequence)), ...change } as Record<string, unknown>;
  const hash = createHash('sha256').update(canonical(said)).digest('hex');
  await trail.rows.updateOne({ sequence }, { $set: { ...change, hash, seal } });
}

describe('verifying the audit trail', () => {
  it('finds nothing in one that nobody touched', async () => {
    expect(await trail.node().verify()).toMatchObject({ rows: 6, from: 1, last: { sequence: 6 }, findings: [] });
  });

  it('finds a changed row, whatever of it was changed', async () => {
    const changes = [
      { action: 'note.added' },
      { 'actor.name': 'Somebody' },
      { after: '{"n":9}' },
      { at: new Date(0) },
      { reason: '' },
    ];
    for (const [index, change] of changes.entries())
      await trail.rows.updateOne({ sequence: index + 1 }, { $set: change });
    expect(await findings()).toEqual(
      changes.map((_, index) => expect.objectContaining({ what: 'changed', sequence: index + 1 })),
    );
  });

  it('finds a row that was changed and hashed anew, though everybody can hash', async () => {
    await rewritten(3, { after: '{"n":99}' });
    expect(await findings()).toEqual([expect.objectContaining({ what: 'inserted', sequence: 3 })]);
  });

  it('finds one that was changed with all rows behind it chained anew', async () => {
    await rewritten(3, { after: '{"n":99}' });
    for (let n = 4; n <= 6; n += 1) await rewritten(n, { previous: (await at(n - 1))?.['hash'] });
    expect((await findings()).slice(0, 4).map((finding) => 'sequence' in finding && finding.sequence)).toEqual([
      3, 4, 5, 6,
    ]);
  });

  it('finds removed rows, in the middle and at the beginning', async () => {
    await trail.rows.deleteMany({ sequence: { $in: [1, 4, 5] } });
    expect(await findings()).toEqual([
      { what: 'removed', sequence: 1, through: 1 },
      { what: 'removed', sequence: 4, through: 5 },
    ]);
  });

  it('finds rows that were cut off at the end, also after the hub has gone on writing', async () => {
    await trail.rows.deleteMany({ sequence: { $gt: 4 } });
    expect(await findings()).toEqual([{ what: 'cut_off', sequence: 5, through: 6 }]);
    await trail.node().record('later', anEntry());
    expect((await at(7))?.['key']).toBe('later');
    expect(await findings()).toEqual([{ what: 'removed', sequence: 5, through: 6 }]);
  });

  it('finds that everything was taken away', async () => {
    await trail.rows.deleteMany({});
    expect(await findings()).toEqual([{ what: 'cut_off', sequence: 1, through: 6 }]);
  });

  it('finds rows that changed places', async () => {
    const [two, five] = [await at(2), await at(5)];
    await trail.rows.updateOne({ _id: two?._id ?? '' }, { $set: { sequence: 99 } });
    await trail.rows.updateOne({ _id: five?._id ?? '' }, { $set: { sequence: 2 } });
    await trail.rows.updateOne({ _id: two?._id ?? '' }, { $set: { sequence: 5 } });
    expect(await findings()).toEqual([
      { what: 'moved', sequence: 2, row: five?._id, belongs: 5 },
      { what: 'moved', sequence: 5, row: two?._id, belongs: 2 },
    ]);
  });

  it('finds a row that somebody else wrote, at the end or in between', async () => {
    const last = await at(6);
    const forged = { ...last, _id: 'aud_forged', key: 'forged', sequence: 7, previous: last?.['hash'] };
    await trail.rows.insertOne(forged);
    await rewritten(7, {});
    await trail.rows.insertOne({ ...forged, _id: 'aud_between', key: 'between', sequence: 2.5 });
    expect(await findings()).toEqual([
      expect.objectContaining({ what: 'inserted', sequence: 2.5, row: 'aud_between' }),
      expect.objectContaining({ what: 'inserted', sequence: 7, row: 'aud_forged' }),
    ]);
  });

  it('finds an anchor that was taken away, set back or made up', async () => {
    const anchor = await trail.models.anchor.findById('head').lean();
    await trail.models.anchor.updateOne(
      { _id: 'head' },
      { $set: { sequence: 4, hash: String((await at(4))?.['hash']) } },
    );
    await trail.rows.deleteMany({ sequence: { $gt: 4 } });
    expect(await findings()).toEqual([{ what: 'anchor_forged' }]);
    await trail.models.anchor.deleteMany({});
    await trail.node().prepare();
    expect(await findings()).toEqual([{ what: 'anchor_missing' }]);
    expect(anchor?.sequence).toBe(6);
  });

  it('cannot be fooled by another master key', async () => {
    await trail.node(Buffer.alloc(32, 9)).record('foreign', anEntry());
    expect((await findings()).length).toBeGreaterThan(0);
  });

  it('holds the trail against a row that was noted down outside of the hub', async () => {
    const seen = { sequence: 5, hash: String((await at(5))?.['hash']) };
    expect((await trail.node().verify({ seen })).findings).toEqual([]);
    expect((await trail.node().verify({ seen: { ...seen, hash: '0'.repeat(64) } })).findings).toEqual([
      { what: 'not_as_seen', sequence: 5 },
    ]);
  });

  it('looks at the last rows only when asked to', async () => {
    await trail.rows.updateOne({ sequence: 1 }, { $set: { action: 'note.added' } });
    expect(await trail.node().verify({ last: 2 })).toMatchObject({ rows: 2, from: 5, findings: [] });
  });
});
