import { builtInFacts } from '@pih/schemas/facts';
import type { Condition, FlowNode } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import { factsAskedBy, factsOf, firstSample, shownFacts } from './sample.ts';

const position = { x: 0, y: 0 };
const asking = (when: Condition): { nodes: FlowNode[] } => ({
  nodes: [{ id: 'ask', type: 'condition', position, data: { when } }],
});
const weekend: Condition = { fact: 'weekday', operator: 'in', value: ['sat', 'sun'] };
const gift: Condition = { fact: 'custom.gift', operator: 'equal', value: true };

const around = { currency: 'EUR', brand: 'rosmarino', now: new Date('2026-11-22T23:30:00Z'), timeZone: 'Europe/Rome' };

describe('a sample cart', () => {
  it('is asked for what the flow goes by, however deep that stands', () => {
    const flow = asking({ all: [weekend, { not: { any: [gift] } }] });
    expect([...factsAskedBy(flow)]).toEqual(['weekday', 'custom.gift']);
    const shown = shownFacts(builtInFacts, flow, {}).map(({ id }) => id);
    expect(shown).toContain('weekday');
    expect(shown).not.toContain('device');
    expect(shown).not.toContain('currency');
  });

  it('begins on the merchant’s day and hour, where the flow goes by the time', () => {
    expect(firstSample(asking(weekend), around)).toMatchObject({ weekday: 'mon' });
    const hours = { fact: 'timeOfDay', operator: 'lessThan', value: '06:00' } as const;
    expect(firstSample(asking(hours), around)).toMatchObject({ timeOfDay: '00:30' });
    expect(firstSample(asking(gift), around)).not.toHaveProperty('weekday');
  });

  it('has the currency of its amount and categories, if only none; what is not given is unknown', () => {
    const sample = { amount: { amount: 500, currency: 'JPY' }, currency: 'EUR', country: '', channel: 'web' };
    expect(factsOf(sample)).toEqual({
      ...{ amount: { amount: 500, currency: 'JPY' }, currency: 'JPY' },
      ...{ channel: 'web', categories: [] },
    });
    expect(factsOf({ amount: '' })).toEqual({ categories: [] });
  });
});
