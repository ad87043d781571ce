import { toDecimal } from '@pih/schemas';
import { csvOf } from '../../csv.ts';
import type { Cell } from './columns.ts';
import type { Table } from './table.ts';

/** By which Excel knows UTF-8. */
const byteOrderMark = '\u{feff}';

function written(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'time':
      return cell.at.toISOString();
    case 'money':
      return toDecimal(cell.sum);
  }
}

/** A table as CSV in UTF-8, page by page. */
export async function* csvBytes(
  { titles, pages }: Table,
  form: { separator?: 'comma' | 'semicolon' | undefined; byteOrderMark?: boolean | undefined },
): AsyncGenerator<Buffer> {
  yield Buffer.from((form.byteOrderMark ? byteOrderMark : '') + csvOf([titles], form));
  for await (const rows of pages)
    if (rows.length > 0)
      yield Buffer.from(
        csvOf(
          rows.map((row) => row.map(written)),
          form,
        ),
      );
}
