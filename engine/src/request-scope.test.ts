import { describe, expect, it } from 'vitest';
import { inScope, providerMs, scope, waitedForProvider } from './request-scope.ts';

describe('the time in which providers were waited for', () => {
  const of = (...waits: [from: number, to: number][]): number =>
    providerMs({ waits: waits.map(([from, to]) => ({ from, to })) });

  it.each<[string, [number, number][], number]>([
    ['is nothing when nobody was asked', [], 0],
    [
      'adds up one after the other',
      [
        [0, 10],
        [20, 25],
      ],
      15,
    ],
    [
      'counts once what was waited for at the same time',
      [
        [0, 10],
        [0, 10],
        [5, 15],
      ],
      15,
    ],
    [
      'counts once what lies within another',
      [
        [2, 5],
        [0, 10],
        [6, 7],
      ],
      10,
    ],
  ])('%s', (_what, waits, sum) => {
    expect(of(...waits)).toBe(sum);
  });

  it('belongs to the request that waited, and to nobody outside of requests', async () => {
    const waits = await Promise.all(
      ['req_1', 'req_2'].map((id) =>
        inScope(id, async () => {
          await Promise.resolve();
          waitedForProvider(id === 'req_1' ? 5 : 7);
          return providerMs(scope() ?? { waits: [] });
        }),
      ),
    );
    expect(waits.map(Math.round)).toEqual([5, 7]);
    expect(() => waitedForProvider(1)).not.toThrow();
    expect(scope()).toBeUndefined();
  });
});
