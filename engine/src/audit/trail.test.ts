import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Schema } from 'mongoose';
import { inScope } from '../request-scope.ts';
import { anEntry, noon, openTrail, type TestTrail } from './trail-for-tests.ts';
import type { Untold } from './outbox.ts';

let trail: TestTrail;
beforeAll(async () => {
  trail = await openTrail();
});
beforeEach(() => trail.empty());
afterAll(() => trail.close());

const written = () => trail.rows.find({}).sort({ sequence: 1 }).toArray();

describe('the audit trail', () => {
  it('writes the same thing down once, however often and from however many nodes it is told', async () => {
    const nodes = [trail.node(), trail.node(), trail.node()];
    await Promise.all(nodes.flatMap((node) => [1, 2, 3].map((n) => node.record(`thing ${n}`, anEntry()))));
    expect((await written()).map(({ key }) => key).sort()).toEqual(['thing 1', 'thing 2', 'thing 3']);
  });

  it('has no gap and no break when several nodes write at the same time', async () => {
    const nodes = [trail.node(), trail.node(), trail.node()];
    const all = nodes.flatMap((node, at) => Array.from({ length: 60 }, (_, n) => node.record(`${at}:${n}`, anEntry())));
    await Promise.all(all);
    expect((await written()).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 180 }, (_, n) => n + 1));
    expect(await trail.node().verify()).toMatchObject({ rows: 180, findings: [] });
  });

  it('keeps no secret and no personal data of what it is told', async () => {
    await trail.node().record(
      'k',
      anEntry({
        after: { apiKey: 'sk_live_1234567890', note: 'call anna@example.com', shopper: { name: 'Anna Bianchi' } },
        reason: 'card 4242 4242 4242 4242 of anna@example.com',
      }),
    );
    const text = JSON.stringify(await written());
    for (const secret of ['sk_live', 'anna@', 'Bianchi', '4242 4242']) expect(text).not.toContain(secret);
  });

  it('keeps that a long value changed, not the value', async () => {
    await trail.node().record('k', anEntry({ after: { nodes: 'x'.repeat(5_000) } }));
    expect((await written())[0]?.['after']).toBe('{"nodes":{"$length":5002}}');
  });

  it('knows where a request came from', async () => {
    const from = { address: '192.0.2.7', userAgent: 'a browser' };
    await inScope('req_1', () => trail.node().record('k', anEntry()), from);
    expect((await written())[0]?.['origin']).toEqual({ request: 'req_1', ...from });
  });

  it('takes up what a crash left between a change and its row, once', async () => {
    const schema = new Schema<Untold>({ _id: String, untold: { type: [Schema.Types.Mixed], default: undefined } });
    const things = trail.store.connection.model<Untold>('Thing', schema);
    // The engine dies right after the write that the entry is part of.
    const untold = trail.node().note(anEntry({ action: 'operator.disabled' }));
    await things.create({ _id: 'opr_1', untold: [untold] });
    expect(await written()).toHaveLength(0);
    const [one, two] = [trail.node(), trail.node()];
    for (const node of [one, two]) node.follow(things);
    await Promise.all([one.sweep(), two.sweep()]);
    expect((await written()).map(({ action, at }) => ({ action, at }))).toEqual([
      { action: 'operator.disabled', at: noon },
    ]);
    expect((await things.findById('opr_1').lean())?.untold).toBeUndefined();
  });
});
