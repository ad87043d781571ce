import type { Pdf } from '../pen.ts';
import type { Logo, Shape } from './logo.ts';

/** The most that a logo may take, in points. */
export interface Room {
  x: number;
  y: number;
  width: number;
  height: number;
}

function paint(pdf: Pdf, { path, paint: { fill, stroke, rule, opacity, ...line }, transforms }: Shape): void {
  if (!fill && !stroke) return;
  pdf.save();
  for (const matrix of transforms) pdf.transform(...matrix);
  pdf.path(path);
  if (fill) pdf.fillColor(fill, opacity);
  if (stroke) pdf.strokeColor(stroke, opacity).lineWidth(line.strokeWidth).lineCap(line.cap).lineJoin(line.join);
  if (fill && stroke) pdf.fillAndStroke(fill, stroke, rule);
  else if (fill) pdf.fill(fill, rule);
  else pdf.stroke();
  pdf.restore();
}

/** Draws a logo as large as its room lets it be, in the room's upper left corner. @returns how high it has become */
export function drawLogo(pdf: Pdf, { box, shapes }: Logo, { x, y, width, height }: Room): number {
  const scale = Math.min(width / box.width, height / box.height);
  pdf.save();
  pdf.translate(x, y).scale(scale).translate(-box.x, -box.y);
  pdf.rect(box.x, box.y, box.width, box.height).clip();
  for (const shape of shapes) paint(pdf, shape);
  pdf.restore();
  return box.height * scale;
}
