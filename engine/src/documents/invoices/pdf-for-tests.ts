import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { linesOf } from './lines.ts';
import type { Snapshot } from './model.ts';
import { totalsOf, vatOf } from './vat.ts';

/** What a PDF says. */
export interface ReadPdf {
  /** The lines of each page. */
  pages: string[][];
  /** What the file says of itself. */
  info: Record<string, unknown>;
  language: string | null;
}

/** Reads a PDF as a viewer does. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const loading = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await loading.promise;
  const pages: string[][] = [];
  let language: string | null = null;
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items, lang } = await (await pdf.getPage(number)).getTextContent();
    const lines: string[] = [''];
    for (const item of items) {
      if (!('str' in item)) continue;
      lines[lines.length - 1] += item.str;
      if (item.hasEOL) lines.push('');
    }
    pages.push(lines.map((line) => line.replaceAll('\u00a0', ' ').trim()).filter(Boolean));
    language ??= lang;
  }
  const { info } = await pdf.getMetadata();
  await loading.destroy();
  return { pages, info: info as Record<string, unknown>, language };
}

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** An invoice of €34.00, but for what a test changes. */
export function aSnapshot(about: Partial<Snapshot> = {}): Snapshot {
  const items = [
    { name: 'Olio extravergine', quantity: 2, unitPrice: eur(12_00), vatPercent: 4 },
    { name: 'Bicchiere', quantity: 1, unitPrice: eur(10_00), vatPercent: 22 },
  ];
  const lines = about.lines ?? linesOf({ items, total: eur(34_00), captured: 34_00, usualVat: 22 });
  const currency = lines[0]?.gross.currency ?? 'EUR';
  const vat = vatOf(lines, currency);
  return {
    kind: 'invoice',
    number: 'A-2026-00042',
    series: 'A',
    year: 2026,
    sequence: 42,
    issuedAt: '2026-11-23T10:00:00.000Z',
    issuedOn: '2026-11-23',
    language: 'it',
    brand: 'rosmarino',
    brandName: 'Rosmarino',
    seller: { name: 'Botteghe Riunite S.r.l.', taxId: 'IT01234567890' },
    buyer: { name: 'Anna Bianchi', email: 'anna@example.com' },
    lines,
    vat,
    totals: totalsOf(vat, currency),
    payment: { id: 'pay_1', reference: 'ORDER-1001', method: 'card', provider: 'stripe', paidOn: '2026-11-22' },
    dress: {
      accent: '#2f6f4f',
      method: { en: 'Card', it: 'Carta' },
      provider: 'Stripe',
      footer: { it: 'REA TO-1', en: 'Register TO-1' },
    },
    ...about,
  };
}
