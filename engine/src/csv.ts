import { stringify } from 'csv-stringify/sync';

export interface CsvForm {
  separator?: 'comma' | 'semicolon' | undefined;
}

const delimiters = { comma: ',', semicolon: ';' } as const;

/** Blanks and line breaks in front hide a formula from whoever looks at the first sign only, as the library does. */
const hiddenFormula = /^(?:\n|[\p{Z}\r]+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/u;
const unhidden = (text: string): string => (hiddenFormula.test(text) ? `'${text}` : text);

/**
 * Rows as CSV (RFC 4180), with CRLF. A field that a spreadsheet would take for a formula gets an apostrophe in front (OWASP,
 * "CSV Injection"): it begins with "=", "+", "-", "@", a tab or a line break, with or without blanks before.
 */
export const csvOf = (rows: readonly (readonly string[])[], { separator = 'comma' }: CsvForm = {}): string =>
  stringify(
    rows.map((row) => row.map(unhidden)),
    { delimiter: delimiters[separator], escape_formulas: true, record_delimiter: '\r\n' },
  );
