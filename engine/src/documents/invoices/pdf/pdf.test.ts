import type { InvoiceLine } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { drawPdf } from './index.ts';
import { aSnapshot, readPdf } from '../pdf-for-tests.ts';

const line = (about: Partial<InvoiceLine> = {}, currency = 'EUR'): InvoiceLine => ({
  name: 'Something',
  quantity: 1,
  unitPrice: { amount: 1_234_50, currency },
  gross: { amount: 1_234_50, currency },
  vatPercent: 22,
  ...about,
});
const draw = async (about: Parameters<typeof aSnapshot>[0] = {}, language: 'en' | 'it' = 'it') =>
  readPdf(await drawPdf(aSnapshot(about), language));
const wordsOf = ({ pages }: Awaited<ReturnType<typeof draw>>) => pages.flat().join(' ');

describe('an invoice as a PDF', () => {
  it('says in Italian who sells, who buys, what, at which VAT, and how it was paid', async () => {
    const pdf = await draw();
    expect(pdf.pages).toHaveLength(1);
    const words = wordsOf(pdf);
    for (const said of [
      ...['Fattura', 'A-2026-00042', '23 novembre 2026', '22 novembre 2026', 'ORDER-1001'],
      ...['Botteghe Riunite S.r.l.', 'P. IVA IT01234567890', 'Anna Bianchi', 'anna@example.com'],
      ...['Olio extravergine', '24,00', 'Bicchiere', '10,00', '4%', '22%', '8,20', '1,80', '23,08', '0,92'],
      ...['31,28 €', '2,72 €', '34,00 €', 'Pagata con Carta (Stripe)', 'REA TO-1', 'Pagina 1 di 1'],
    ])
      expect(words).toContain(said);
  });

  it('says the same in English, and that it is a translation', async () => {
    const words = wordsOf(await draw({}, 'en'));
    for (const said of [
      'Invoice',
      '23 November 2026',
      'Olio extravergine',
      '€34.00',
      'Paid with Card (Stripe)',
      'Page 1 of 1',
    ])
      expect(words).toContain(said);
    expect(words).toContain('Translation of a document issued in Italian');
    expect(wordsOf(await draw())).not.toContain('Traduzione');
  });

  it('tells readers its title, its author, its language and the moment of issue', async () => {
    const { info, language } = await draw();
    expect(info).toMatchObject({
      Title: 'Fattura A-2026-00042',
      Author: 'Botteghe Riunite S.r.l.',
      Subject: 'ORDER-1001',
      CreationDate: 'D:20261123100000Z',
    });
    expect(language).toBe('it-IT');
    expect((await draw({}, 'en')).language).toBe('en-GB');
  });

  it('is the same bytes whenever it is drawn', async () => {
    const [one, two] = [await drawPdf(aSnapshot(), 'it'), await drawPdf(aSnapshot(), 'it')];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    expect(Buffer.from(one).equals(Buffer.from(await drawPdf(aSnapshot(), 'en')))).toBe(false);
  });

  it('goes on over as many pages as it takes, with the titles of its columns and its number on each', async () => {
    const names = Array.from(
      { length: 300 },
      (_, index) => `Article ${index + 1} with a name that takes a whole line and more`,
    );
    const { pages } = await draw({ lines: names.map((name) => line({ name })) });
    expect(pages.length).toBeGreaterThan(10);
    for (const [index, page] of pages.entries()) {
      const words = page.join(' ');
      expect(words).toContain(`Pagina ${index + 1} di ${pages.length}`);
      expect(words).toContain('A-2026-00042');
      if (/Article \d/.test(words)) expect(words).toContain('Descrizione');
    }
    const words = pages.flat().join(' ');
    for (const name of names) expect(words.split(`${name.slice(0, 22)}`).length).toBeGreaterThan(1);
    expect(words.match(/Article \d+ with/g)).toHaveLength(300);
    expect(words).toContain('370.350,00 €');
  });

  it('breaks names that are too long for a line, with or without blanks, and loses nothing of them', async () => {
    const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);
    const name = `${'Società cooperativa agricola fra produttori '.repeat(4)}S.c.a r.l.`;
    const { pages } = await draw({ lines: [line({ name: long })], buyer: { name } });
    const together = pages.flat().join('').replaceAll(' ', '');
    expect(together).toContain(long);
    expect(together).toContain(name.replaceAll(' ', ''));
  });

  it('writes the names of Europe, whatever their letters', async () => {
    const buyer = { name: 'Łukasz Żółć & Ελένη Παπαδοπούλου – Иван Șerban' };
    expect(wordsOf(await draw({ buyer }))).toContain(buyer.name);
  });

  it.each([
    ['JPY', '¥123,450', '123,450'],
    ['KWD', 'KWD 123.450', '123.450'],
    ['EUR', '€1,234.50', '1,234.50'],
  ])('writes sums in %s with its own decimals', async (currency, total, amount) => {
    const words = wordsOf(await draw({ lines: [line({}, currency)] }, 'en'));
    expect(words).toContain(amount);
    expect(words.replace('JP¥', '¥')).toContain(total);
  });

  it('of a refund says which invoice it takes back, and why', async () => {
    const credit = {
      kind: 'credit_note' as const,
      of: { id: 'inv_1', number: 'A-2026-00007', issuedOn: '2026-11-02' },
      refund: { id: 'ref_1', reason: 'Arrivato rotto' },
    };
    const whole = wordsOf(await draw(credit));
    for (const said of [
      'Nota di credito',
      'storna la fattura A-2026-00007 del 2 novembre 2026',
      'Motivo: Arrivato rotto',
      'Totale stornato',
    ])
      expect(whole).toContain(said);
    const { name: _none, ...nameless } = line({ because: 'refund' });
    const part = wordsOf(await draw({ ...credit, lines: [nameless] }));
    expect(part).toContain('storna in parte la fattura A-2026-00007');
    expect(part).toContain('Rimborso per l’ordine ORDER-1001');
  });

  it('of somebody unknown, without a logo, on a dark brand’s ground, is drawn all the same', async () => {
    const dress = { accent: '#5ef0c0', ground: '#0a0c13', onGround: '#f3f5fb' };
    const words = wordsOf(await draw({ buyer: {}, dress, brandName: 'Nordlicht Tickets' }));
    expect(words).toContain('Cliente senza nome');
    expect(words).toContain('Nordlicht Tickets');
  });
});
