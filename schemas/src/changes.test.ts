import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, changesBetween, mergeChanges } from './changes.ts';

const node = (id: string, more: Record<string, unknown> = {}) => ({ id, type: 'offer', title: id, ...more });
const flow = (...nodes: unknown[]) => ({ kind: 'flow', id: 'standard', nodes });

const same = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Documents as ours are: fields, lists of things with identifiers, plain lists, and anything that JSON can hold. */
const things = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', '0', 'x/y~z'),
    title: fc.string(),
    data: fc.jsonValue({ maxDepth: 2 }),
  }),
  { selector: ({ id }) => id, maxLength: 5 },
);
const document = fc
  .record(
    {
      id: fc.constant('standard'),
      nodes: things,
      edges: things,
      methods: fc.array(fc.constantFrom('card', 'paypal', 'klarna')),
      tests: fc.array(fc.record({ facts: fc.jsonValue({ maxDepth: 1 }) }), { maxLength: 3 }),
      theme: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
      anything: fc.jsonValue(),
    },
    { requiredKeys: ['id'] },
  )
  .map(same);
const anything = fc.oneof(document, fc.jsonValue().map(same));

describe('changes between two versions', () => {
  it('are none where both say the same, whatever the order of their fields', () => {
    expect(changesBetween({ a: 1, b: [{ id: 'x' }] }, { b: [{ id: 'x' }], a: 1 })).toEqual([]);
    fc.assert(fc.property(document, (one) => void expect(changesBetween(one, same(one))).toEqual([])));
  });

  it('make the other version of the first, whatever the two are', () => {
    fc.assert(
      fc.property(anything, anything, (before, after) => {
        const kept = JSON.stringify(before);
        expect(applyChanges(before, changesBetween(before, after))).toEqual(same(after));
        expect(JSON.stringify(before)).toBe(kept);
      }),
      { numRuns: 500 },
    );
  });

  it('name a thing by its identifier, wherever it stands', () => {
    expect(changesBetween(flow(node('a'), node('b')), flow(node('new'), node('a'), node('b', { title: 'B' })))).toEqual(
      [
        { path: '/nodes/b/title', change: 'changed', before: 'b', after: 'B' },
        { path: '/nodes/new', change: 'added', after: node('new'), position: 0 },
      ],
    );
  });

  it('tell another order in one change', () => {
    expect(changesBetween(flow(node('a'), node('b'), node('c')), flow(node('c'), node('a'), node('b')))).toEqual([
      { path: '/nodes', change: 'reordered', before: ['a', 'b', 'c'], after: ['c', 'a', 'b'] },
    ]);
  });

  it('take a list of plain values as one value', () => {
    expect(changesBetween({ methods: ['card'] }, { methods: ['card', 'klarna'] })).toEqual([
      { path: '/methods', change: 'changed', before: ['card'], after: ['card', 'klarna'] },
    ]);
  });
});

describe('a merge', () => {
  it('gives the other side’s version where one side changed nothing', () => {
    fc.assert(
      fc.property(document, document, (base, changed) => {
        expect(mergeChanges(base, changed, base)).toEqual({ merged: changed, conflicts: [] });
        expect(mergeChanges(base, base, changed)).toEqual({ merged: changed, conflicts: [] });
        expect(mergeChanges(base, changed, same(changed))).toEqual({ merged: changed, conflicts: [] });
      }),
    );
  });

  it('has both sides’ edits where they touch different things', () => {
    fc.assert(
      fc.property(things.map(same), things.map(same), things.map(same), (base, mine, theirs) => {
        const before = { nodes: base, edges: base };
        const { merged, conflicts } = mergeChanges(
          before,
          { nodes: mine, edges: base },
          { nodes: base, edges: theirs },
        );
        expect({ merged, conflicts }).toEqual({ merged: { nodes: mine, edges: theirs }, conflicts: [] });
      }),
    );
  });

  it('loses nothing: what a side changed is in the result, or in a conflict with the other’s', () => {
    fc.assert(
      fc.property(document, document, document, (base, mine, theirs) => {
        const { merged, conflicts } = mergeChanges(base, mine, theirs);
        const isListed = (path: string): boolean =>
          conflicts.some(
            (one) => path === one.path || path.startsWith(`${one.path}/`) || one.path.startsWith(`${path}/`),
          );
        const still = new Set(changesBetween(mine, merged).map(({ path }) => path));
        // Mine stays, but for what theirs alone changed.
        const fromTheirs = new Set(changesBetween(base, theirs).map(({ path }) => path));
        for (const path of still)
          expect(
            [...fromTheirs].some((one) => one === path || one.startsWith(`${path}/`) || path.startsWith(`${one}/`)),
          ).toBe(true);
        // Theirs is in the result, but for what mine also changed, which is listed, or for an order that mine chose.
        for (const { path, change } of changesBetween(theirs, merged)) {
          const mineToo = changesBetween(base, mine).some(
            (one) => one.path === path || one.path.startsWith(`${path}/`) || path.startsWith(`${one.path}/`),
          );
          expect(mineToo || isListed(path) || change === 'reordered').toBe(true);
        }
      }),
    );
  });

  it('merges a flow by nodes: a moved one, a renamed one and a new one all come through', () => {
    const base = flow(node('a'), node('b', { position: { x: 0, y: 0 } }));
    const mine = flow(node('a', { title: 'Mine' }), node('b', { position: { x: 9, y: 0 } }));
    const theirs = flow(node('a'), node('new'), node('b', { position: { x: 0, y: 0 }, title: 'Theirs' }));
    expect(mergeChanges(base, mine, theirs)).toEqual({
      merged: flow(node('a', { title: 'Mine' }), node('new'), node('b', { position: { x: 9, y: 0 }, title: 'Theirs' })),
      conflicts: [],
    });
  });

  it('keeps mine and lists the place where both changed one field', () => {
    const title = (text: string) => flow(node('a', { title: text }));
    expect(mergeChanges(title('was'), title('mine'), title('theirs'))).toEqual({
      merged: title('mine'),
      conflicts: [{ path: '/nodes/a/title', base: 'was', mine: 'mine', theirs: 'theirs' }],
    });
  });

  it('lists a thing that one side took away and the other changed', () => {
    const { merged, conflicts } = mergeChanges(
      flow(node('a'), node('b')),
      flow(node('b')),
      flow(node('a', { title: 'A' }), node('b')),
    );
    expect(merged).toEqual(flow(node('b')));
    expect(conflicts).toEqual([
      { path: '/nodes/a', base: node('a'), mine: undefined, theirs: node('a', { title: 'A' }) },
    ]);
    const chosen = conflicts.map(({ path, theirs }) => ({
      path,
      change: 'added' as const,
      after: theirs,
      position: 0,
    }));
    expect(applyChanges(merged, chosen)).toEqual(flow(node('a', { title: 'A' }), node('b')));
  });

  it('does not mix the fields of a thing that became another type', () => {
    const as = (type: string, data: unknown) => flow({ id: 'a', type, data });
    const { conflicts } = mergeChanges(as('offer', { m: 1 }), as('hide', { m: 1 }), as('offer', { m: 2 }));
    expect(conflicts.map(({ path }) => path)).toEqual(['/nodes/a']);
  });

  it('asks once where both sides put a list into another order', () => {
    const { merged, conflicts } = mergeChanges(
      flow(node('a'), node('b'), node('c')),
      flow(node('b'), node('a'), node('c')),
      flow(node('a'), node('c'), node('b')),
    );
    expect(merged).toEqual(flow(node('b'), node('a'), node('c')));
    expect(conflicts.map(({ path }) => path)).toEqual(['/nodes']);
    expect(conflicts[0]?.theirs).toEqual([node('a'), node('c'), node('b')]);
  });
});
