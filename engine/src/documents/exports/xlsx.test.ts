import { Readable } from 'node:stream';
import excel from 'exceljs';
import { expect, it } from 'vitest';
import type { Cell } from './columns.ts';
import { xlsxBytes } from './xlsx.ts';

const titles = ['Reference', 'Method'];
const head = [undefined, ...titles];

async function* paged(count: number, pageSize: number): AsyncGenerator<Cell[][]> {
  const row = (number: number): Cell[] => [
    { kind: 'text', text: `R-${number}` },
    { kind: 'text', text: 'card' },
  ];
  for (let from = 0; from < count; from += pageSize)
    yield Array.from({ length: Math.min(pageSize, count - from) }, (_, index) => row(from + index));
}

/** The sheets of so many rows, five to a sheet, that arrive in pages which end where no sheet does. */
async function sheetsOf(count: number) {
  const table = { titles, widths: [18, 10], pages: paged(count, 3) };
  const book = new excel.Workbook();
  await book.xlsx.read(Readable.from(xlsxBytes(table, 5)));
  return book.worksheets.map((sheet) => {
    const rows: unknown[] = [];
    sheet.eachRow((row) => rows.push(row.values));
    return { sheet, rows };
  });
}

it.each([
  [0, ['Payments']],
  [4, ['Payments']],
  [5, ['Payments']],
  [6, ['Payments', 'Payments 2']],
  [10, ['Payments', 'Payments 2']],
  [13, ['Payments', 'Payments 2', 'Payments 3']],
])('puts %i rows, five to a sheet, into %j: each once, in order, under its titles', async (count, names) => {
  const sheets = await sheetsOf(count);
  expect(sheets.map(({ sheet }) => sheet.name)).toEqual(names);
  for (const { sheet, rows } of sheets) {
    expect(rows[0]).toEqual(head);
    expect(rows.length).toBeLessThanOrEqual(1 + 5);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect([1, 2].map((column) => sheet.getColumn(column).width)).toEqual([18, 10]);
    expect(sheet.getRow(1).font).toMatchObject({ bold: true });
  }
  const written = sheets.flatMap(({ rows }) => rows.slice(1));
  expect(written).toEqual(Array.from({ length: count }, (_, number) => [undefined, `R-${number}`, 'card']));
});
