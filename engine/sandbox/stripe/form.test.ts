import { describe, expect, it } from 'vitest';
import { decodeForm } from './form.ts';

const decoded = (text: string): unknown => JSON.parse(JSON.stringify(decodeForm(text)));

describe('Stripe forms', () => {
  it('decodes bracket nesting, numbered lists and appended lists', () => {
    expect(decoded('mode=payment&line_items[0][price_data][currency]=eur&expand[]=a&expand[]=b')).toEqual({
      mode: 'payment',
      line_items: { 0: { price_data: { currency: 'eur' } } },
      expand: { 0: 'a', 1: 'b' },
    });
  });

  it('leaves dots, pluses and percent signs to the values and names they belong to', () => {
    expect(decoded('metadata[order.no]=R%2B1+2%25')).toEqual({ metadata: { 'order.no': 'R+1 2%' } });
  });

  it('takes __proto__ for a name like any other', () => {
    const fields = decodeForm('metadata[__proto__][polluted]=yes');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(fields['metadata'] as object)).toEqual(['__proto__']);
  });

  it('refuses names that nest without end or are both value and group', () => {
    expect(() => decodeForm(`a${'[b]'.repeat(20)}=1`)).toThrow(RangeError);
    expect(() => decodeForm('a=1&a[b]=2')).toThrow(RangeError);
  });
});
