import { lineHeight, type Style } from './pen.ts';
import { body, caption, figure, ink, makeRoom, strongFigure, text, type Board } from './sheet.ts';

/** A column of a table; widths are shares of the sheet's text. */
export interface Column {
  title: string;
  /** Points; the one column without takes what is left. */
  width?: number;
  align?: 'right';
}

export interface Cell {
  text: string;
  style?: Style;
}

const pad = { x: 6, top: 6, bottom: 6 };

/** Where each column begins and how wide it is. */
function placesOf(columns: readonly Column[], from: number, width: number) {
  const rest = width - columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  let x = from;
  return columns.map((column) => {
    const place = { x: x + pad.x, width: (column.width ?? rest) - pad.x * 2, align: column.align };
    x += column.width ?? rest;
    return place;
  });
}

type Places = ReturnType<typeof placesOf>;

const at = ({ x, width, align }: Places[number], y: number) => ({ x, y, width, ...(align && { align }) });

function titles(board: Board, columns: readonly Column[], places: Places, from: number, width: number): void {
  const height = pad.top + lineHeight(caption) + 4;
  for (const [index, { title }] of columns.entries()) {
    const place = places[index];
    if (place) board.pen.line(title, at(place, board.y + pad.top - 2), caption);
  }
  board.y += height;
  board.pdf
    .moveTo(from, board.y)
    .lineTo(from + width, board.y)
    .lineWidth(1)
    .strokeColor(board.accent)
    .stroke();
}

/**
 * A table whose rows grow with their words. It goes on over as many pages as it takes, with its titles on each; a row is
 * never torn unless it is longer than a page.
 */
export function table(
  board: Board,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { from = text.left, width = text.width }: { from?: number; width?: number } = {},
): void {
  const places = placesOf(columns, from, width);
  const head = () => titles(board, columns, places, from, width);
  const broken = (row: readonly Cell[]) =>
    places.map((place, index) => {
      const { text: said = '', style = body } = row[index] ?? { text: '' };
      return { place, style, lines: board.pen.lines(said, style, place.width) };
    });
  // The titles do not stand alone at the foot of a page.
  makeRoom(board, 60);
  head();
  for (const row of rows) {
    const cells = broken(row);
    const height =
      pad.top + pad.bottom + Math.max(...cells.map(({ lines, style }) => lines.length * lineHeight(style)));
    if (board.y + height > text.bottom) {
      board.turn();
      head();
    }
    for (const { place, style, lines } of cells)
      for (const [index, line] of lines.entries())
        board.pen.line(line, at(place, board.y + pad.top + index * lineHeight(style)), style);
    board.y += height;
    board.pdf
      .moveTo(from, board.y)
      .lineTo(from + width, board.y)
      .lineWidth(0.5)
      .strokeColor(ink.line)
      .stroke();
  }
}

export const named = (text: string): Cell => ({ text, style: { ...body, weight: 500, color: ink.strong } });
export const sum = (text: string): Cell => ({ text, style: figure });
export const strongSum = (text: string): Cell => ({ text, style: strongFigure });
