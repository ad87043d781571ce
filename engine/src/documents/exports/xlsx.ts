import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { exponentOf, toDecimal, type Money } from '@pih/schemas';
import type { CellValue, Row, stream, Worksheet } from 'exceljs';
import type { Cell } from './columns.ts';
import type { Table } from './table.ts';

type Writer = InstanceType<typeof stream.xlsx.WorkbookWriter>;

/** A sheet holds 1,048,576 rows (ECMA-376 leaves it open, every program stops there); one of them is for the titles. */
const rowsPerSheet = 1_048_575;
/** Spreadsheets reckon with 15 significant digits; what has more would be rounded, so it stays text. */
const exactDigits = 15;

const timeFormat = 'yyyy-mm-dd hh:mm:ss';
const moneyFormat = ({ currency }: Money): string => {
  const digits = exponentOf(currency);
  return digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`;
};

const isExact = ({ amount }: Money): boolean => String(Math.abs(amount)).length <= exactDigits;

/** Signs that XML cannot carry at all (XML 1.0, section 2.2), and halves of characters. */
// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function valueOf(cell: Cell): { value: CellValue; format?: string } {
  switch (cell.kind) {
    // Text stays text in a typed cell, whatever sign it begins with.
    case 'text':
      return { value: cell.text === '' ? null : cell.text.replace(unprintable, '\ufffd') };
    case 'time':
      return { value: cell.at, format: timeFormat };
    case 'money': {
      const { sum } = cell;
      return isExact(sum) ? { value: Number(toDecimal(sum)), format: moneyFormat(sum) } : { value: toDecimal(sum) };
    }
  }
}

function addTo(sheet: Worksheet, cells: readonly Cell[]): void {
  const values = cells.map(valueOf);
  const row: Row = sheet.addRow(values.map(({ value }) => value));
  values.forEach(({ format }, index) => {
    if (format) row.getCell(index + 1).numFmt = format;
  });
  row.commit();
}

function sheetOf(writer: Writer, number: number, { titles, widths }: Table): Worksheet {
  const sheet = writer.addWorksheet(number === 1 ? 'Payments' : `Payments ${number}`, {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = widths.map((width) => ({ width }));
  const head = sheet.addRow(titles);
  head.font = { bold: true };
  head.commit();
  return sheet;
}

async function fill(writer: Writer, table: Table, most: number, isReadAsFastAs: () => Promise<void>): Promise<void> {
  let [number, left] = [1, most];
  let sheet = sheetOf(writer, number, table);
  for await (const rows of table.pages) {
    for (const row of rows) {
      if (left === 0) {
        sheet.commit();
        sheet = sheetOf(writer, (number += 1), table);
        left = most;
      }
      addTo(sheet, row);
      left -= 1;
    }
    await isReadAsFastAs();
  }
  sheet.commit();
  await writer.commit();
}

/**
 * A table as a workbook, packed while it is written.
 * @param most how many rows one sheet holds below its titles; what is more goes on in the next sheet
 */
export async function* xlsxBytes(table: Table, most = rowsPerSheet): AsyncGenerator<Buffer> {
  const { default: excel } = await import('exceljs');
  const out = new PassThrough();
  const writer = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const drained = async () => {
    if (out.writableNeedDrain) await once(out, 'drain');
  };
  const filled = fill(writer, table, most, drained).catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  // Read below; a failure arrives there as well.
  filled.catch(() => undefined);
  yield* out as AsyncIterable<Buffer>;
  await filled;
}
