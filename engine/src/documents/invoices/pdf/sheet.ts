import type { Pdf, Pen, Style } from './pen.ts';

/** A4 in points (ISO 216; 72 points to the inch). */
export const sheet = { width: 595.28, height: 841.89 } as const;
export const margin = { left: 48, right: 48, top: 48, bottom: 84 } as const;
/** What stands between the margins. */
export const text = {
  left: margin.left,
  right: sheet.width - margin.right,
  width: sheet.width - margin.left - margin.right,
  bottom: sheet.height - margin.bottom,
} as const;

/** Of the letters and lines; those of the brand come from its document. */
export const ink = { strong: '#111827', text: '#374151', quiet: '#6b7280', line: '#e5e7eb', tint: '#f6f7f9' } as const;

/** What a heading over a few words looks like. */
export const caption: Style = { size: 7.5, weight: 500, color: ink.quiet, spacing: 0.2 };
export const body: Style = { size: 9, color: ink.text };
export const strong: Style = { size: 9, weight: 600, color: ink.strong };
/** Columns of sums. */
export const figure: Style = { ...body, figures: true };
export const strongFigure: Style = { ...figure, weight: 500, color: ink.strong };

/** Where the drawing has got to, and what it draws with. */
export interface Board {
  pdf: Pdf;
  pen: Pen;
  /** Of the brand. */
  accent: string;
  y: number;
  /** Begins another page; what stands on each of them is drawn there. */
  turn(): void;
}

/** Begins another page when what comes would not fit on this one. */
export function makeRoom(board: Board, height: number): void {
  if (board.y + height > text.bottom) board.turn();
}

export function rule({ pdf }: Pick<Board, 'pdf'>, y: number, color: string = ink.line, width = 0.75): void {
  pdf.moveTo(text.left, y).lineTo(text.right, y).lineWidth(width).strokeColor(color).stroke();
}
