/** A column of a table. Its cells are drawn by the slot `cell-<id>`. */
export interface Column {
  id: string;
  header: string;
  align?: 'start' | 'end';
  /** Classes for its cells and its heading, such as the width from which it is shown. */
  class?: string;
  /** In pixels. Once one column has a width, the columns no longer follow what is in them. */
  width?: number;
}
