import type { Cell } from './columns.ts';

/** What a file shows, before it has a format: never whole in memory. */
export interface Table {
  titles: string[];
  /** How wide each column is, in signs. */
  widths: number[];
  pages: AsyncIterable<Cell[][]>;
}
