import { describe, expect, it } from 'vitest';
import nordlicht from '../../../../seeds/demo/checkout/nordlicht.json';
import rosmarino from '../../../../seeds/demo/checkout/rosmarino.json';
import { contrastWarnings } from './contrast-warnings.ts';

const { colors } = rosmarino.theme;

describe('warnings about contrast', () => {
  it('are not given for brands that can be read', () => {
    expect(contrastWarnings(rosmarino.theme.colors)).toEqual([]);
    expect(contrastWarnings(nordlicht.theme.colors)).toEqual([]);
  });

  it('name both colours, what they have and what they need', () => {
    const [warning, ...others] = contrastWarnings({ ...colors, onAccent: '#2f6f50' });
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ ink: 'onAccent', ground: 'accent', needed: 4.5 });
    expect(warning?.ratio).toBeLessThan(1.1);
  });

  it('wait for colours that are being typed', () => {
    expect(contrastWarnings({ ...colors, text: '#fa' })).toEqual([]);
    expect(contrastWarnings(undefined)).toEqual([]);
  });
});
