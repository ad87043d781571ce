import { contrast } from '@pih/schemas/contrast';
import { drawLogo, logoOf } from './logo/index.ts';
import { lineHeight } from './pen.ts';
import { body, caption, ink, margin, sheet, strong, text, type Board } from './sheet.ts';
import type { Subject } from './subject.ts';

const logoRoom = { width: 190, height: 40 };
const nameStyle = { size: 19, weight: 600 } as const;
const titleStyle = { size: 22, weight: 600, color: ink.strong } as const;

/** The strip in the brand's colour along the upper edge of each page. */
export function strip({ pdf, accent }: Board): void {
  pdf.rect(0, 0, sheet.width, 5).fill(accent);
}

/** A brand's colour as that of words on white, where it can be read there (WCAG 2.2, 1.4.3). */
const readable = (color: string): string => (contrast(color, '#ffffff') >= 4.5 ? color : ink.strong);

/** The brand on the left, what this is on the right; on the brand's own ground where that is dark. */
export function head(board: Board, { document, words }: Subject): void {
  const { pen, pdf, accent } = board;
  const { dress, brandName, kind, number } = document;
  const { ground, onGround = '#ffffff' } = dress;
  const top = ground ? 34 : margin.top;
  const height = Math.max(logoRoom.height, lineHeight(titleStyle) + 16);
  if (ground) {
    pdf.rect(0, 0, sheet.width, top * 2 + height - 6).fill(ground);
    pdf.rect(0, top * 2 + height - 6, sheet.width, 3).fill(accent);
  } else strip(board);

  const logo = dress.logo === undefined ? undefined : logoOf(dress.logo);
  if (logo) drawLogo(pdf, logo, { x: text.left, y: top, ...logoRoom });
  else {
    const [name = ''] = pen.lines(brandName, nameStyle, text.width / 2);
    pen.line(name, { x: text.left, y: top + 6 }, { ...nameStyle, color: ground ? onGround : readable(accent) });
  }
  const right = { x: text.left, width: text.width, align: 'right' } as const;
  pen.line(words.title[kind], { ...right, y: top }, { ...titleStyle, color: ground ? onGround : ink.strong });
  const numberStyle = { size: 11, weight: 500, color: ground ? onGround : ink.quiet } as const;
  pen.line(number, { ...right, y: top + lineHeight(titleStyle) }, numberStyle);
  board.y = top + height + (ground ? top + 18 : 26);
}

/** The few words at the upper edge of the pages after the first. */
export function headOfFurther(board: Board, { document: { brandName, kind, number }, words }: Subject): void {
  const y = margin.top - 12;
  const [name = ''] = board.pen.lines(brandName, strong, text.width / 2);
  board.pen.line(name, { x: text.left, y }, { ...strong, color: readable(board.accent) });
  const what = `${words.title[kind]} ${number} · ${words.continued}`;
  board.pen.line(what, { x: text.left, y, width: text.width, align: 'right' }, { ...body, color: ink.quiet });
  board.y = margin.top + 14;
}

const facts = ({ document: { number, issuedOn, payment }, words, figures }: Subject): [string, string][] => [
  [words.number, number],
  [words.date, figures.day(issuedOn)],
  [words.order, payment.reference],
  ...(payment.paidOn ? [[words.paidOn, figures.day(payment.paidOn)] satisfies [string, string]] : []),
];

/** Number, days and order side by side on a tinted ground. */
export function factStrip(board: Board, subject: Subject): void {
  const { pdf, pen } = board;
  const all = facts(subject);
  const inner = 12;
  const width = (text.width - inner * 2 - (all.length - 1) * 10) / all.length;
  const lines = all.map(([, value]) => pen.lines(value, strong, width));
  const most = Math.max(...lines.map(({ length }) => length));
  const height = inner * 2 + lineHeight(caption) + 2 + most * lineHeight(strong) - 3;
  pdf.roundedRect(text.left, board.y, text.width, height, 6).fill(ink.tint);
  for (const [index, [label]] of all.entries()) {
    const x = text.left + inner + index * (width + 10);
    pen.line(label, { x, y: board.y + inner }, caption);
    let y = board.y + inner + lineHeight(caption) + 2;
    for (const line of lines[index] ?? []) {
      pen.line(line, { x, y }, strong);
      y += lineHeight(strong);
    }
  }
  board.y += height + 20;
}
