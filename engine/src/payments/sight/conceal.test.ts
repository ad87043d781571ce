import type { Shopper } from '@pih/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonalField } from '../../http/index.ts';
import { concealed } from './conceal.ts';
import { maskedEmail, maskedShopper } from './masks.ts';

const every: readonly PersonalField[] = ['name', 'email', 'phone', 'address', 'taxId'];
const all = new Set(every);

const giulia: Shopper = {
  type: 'private',
  name: 'Giulia Rossi',
  email: 'giulia@brand.example',
  phone: '+39 011 555 0142',
  taxId: 'RSSGLI80A01L219X',
  country: 'IT',
  reference: 'CUST-77',
  address: { line1: 'Via Garibaldi 12', line2: 'Interno 4', city: 'Torino', postcode: '10122', country: 'IT' },
};

describe('a masked shopper', () => {
  it('is recognised by whoever knows them, and by nobody else', () => {
    expect(maskedShopper(giulia, all)).toEqual({
      type: 'private',
      name: 'G••••• R••••',
      email: 'g•••@b•••.example',
      phone: '••••••42',
      taxId: '••••••19X',
      country: 'IT',
      reference: 'CUST-77',
      address: { line1: '•••', city: 'Torino', postcode: '•••', country: 'IT' },
    });
  });

  it('keeps what no role masks, and gets nothing that it did not have', () => {
    expect(maskedShopper(giulia, new Set(['phone']))).toEqual({ ...giulia, phone: '••••••42' });
    expect(maskedShopper({ email: 'x@y' }, all)).toEqual({ email: '•••@•••' });
  });

  it.each([
    ['a', '•'],
    ['Bo', 'B•'],
    ['  Ada  Byron ', 'A•• B••••'],
    ['李小龙', '李••'],
    ['😀 Smile', '• S••••'],
  ])('of the name %j shows %j', (name, shown) => {
    expect(maskedShopper({ name }, all).name).toBe(shown);
  });

  it.each([
    ['+39 5', '••••••'],
    ['12345', '••••••45'],
  ])('of the number %j shows %j', (phone, shown) => {
    expect(maskedShopper({ phone }, all).phone).toBe(shown);
  });

  it('hides the whole of a short tax number', () => {
    expect(maskedShopper({ taxId: 'AB1234' }, all).taxId).toBe('••••••');
  });

  it.each(['giulia@brand.example', 'giulia%40brand.example'])('has one form for %s', (email) => {
    expect(maskedEmail(email)).toBe('g•••@b•••.example');
  });
});

describe('concealing', () => {
  it('hides what is masked wherever somebody wrote it, and leaves the words around it', () => {
    const view = {
      description: 'Order of GIULIA ROSSI (giulia@brand.example)',
      refunds: [{ id: 'ref_1', reason: 'Called from +39 011 555 0142, or 390115550142; moved from Via Garibaldi 12' }],
      events: [{ type: 'note.added', data: { text: 'Write to her mother, rosa.rossi@mail.example' } }],
      metadata: { zip: '10122', type: 'Giulia Rossi', 'giulia@brand.example': 'yes' },
    };
    expect(concealed(view, giulia, all)).toEqual({
      description: 'Order of G••••• R•••• (g•••@b•••.example)',
      refunds: [{ id: 'ref_1', reason: 'Called from ••••••42, or ••••••42; moved from •••' }],
      events: [{ type: 'note.added', data: { text: 'Write to her mother, r•••@m•••.example' } }],
      metadata: { zip: '•••', type: 'G••••• R••••', 'g•••@b•••.example': 'yes' },
    });
  });

  it('spares what only looks like it: longer words, states, ids, and a number that may be any', () => {
    const view = { state: 'paid', method: 'card', reference: 'ORDER-10122', note: 'Annabel paid 10122 cents' };
    expect(concealed(view, { ...giulia, name: 'Anna' }, all)).toEqual(view);
    expect(concealed(view, { ...giulia, name: 'paid' }, all)).toMatchObject({
      state: 'paid',
      note: 'Annabel p••• 10122 cents',
    });
  });

  it('looks into whatever bears the name of one of our own fields, and spares colleagues', () => {
    const view = { refund: { reason: 'Giulia Rossi called' }, actor: { type: 'operator', name: 'Giulia Rossi' } };
    expect(concealed(view, giulia, all)).toEqual({ ...view, refund: { reason: 'G••••• R•••• called' } });
  });

  it('leaves an address of a page out rather than break it', () => {
    const urls = { returnUrl: 'https://shop.example/?who=giulia%40brand.example', cancelUrl: 'https://shop.example/' };
    expect(concealed(urls, giulia, all)).toEqual({ cancelUrl: 'https://shop.example/' });
  });

  it('changes nothing for those who may see everything', () => {
    const view = { description: 'Giulia Rossi' };
    expect(concealed(view, giulia, new Set())).toBe(view);
  });

  it('takes a time in proportion to the text, whatever stands in it', () => {
    const odd = `${'a.'.repeat(50_000)}@${'b.'.repeat(50_000)}`;
    // A pattern that went back over the text for each of its letters would need minutes.
    expect(concealed({ text: odd }, giulia, all).text.length).toBeGreaterThan(0);
  });

  it('lets no masked field through, whatever the shopper is called and wherever it stands', () => {
    const word = fc.stringMatching(/^[A-Z][a-z]{3,8}$/);
    const shopper = fc.record({
      name: fc.tuple(word, word).map((both) => both.join(' ')),
      email: fc.emailAddress({ size: 'small' }),
      phone: fc.stringMatching(/^\+39 [0-9]{3} [0-9]{6}$/),
      taxId: fc.stringMatching(/^IT[0-9]{11}$/),
      address: fc.record({
        line1: fc.tuple(word, fc.integer({ min: 100, max: 999 })).map((both) => both.join(' ')),
        city: fc.constant('Torino'),
        postcode: fc.stringMatching(/^[0-9]{5}$/),
        country: fc.constant('IT' as const),
      }),
    });
    const masks = fc.subarray([...every], { minLength: 1 });
    const around = fc.constantFrom('', ' ', '(', '): ', ' – ', '\n', '"', '…', '/');
    fc.assert(
      fc.property(shopper, masks, around, around, (who, masked, before, after) => {
        const values: Record<PersonalField, string> = { ...who, address: who.address.line1 };
        const text = every.map((field) => before + values[field] + after).join('|');
        const shown = JSON.stringify(concealed({ reason: text, custom: { [text]: [text] } }, who, new Set(masked)));
        for (const field of masked) expect(shown).not.toContain(values[field]);
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});
