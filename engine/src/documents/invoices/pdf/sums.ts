import type { InvoiceLine } from '@pih/schemas';
import { lineHeight } from './pen.ts';
import { body, caption, ink, makeRoom, strong, strongFigure, text, type Board } from './sheet.ts';
import { meansOf, type Subject } from './subject.ts';
import { named, strongSum, sum, table, type Cell } from './table.ts';

/** What a line says: the item's name, or why the hub has added it. */
function descriptionOf({ name, because }: InvoiceLine, { document, words }: Subject): string {
  const { reference } = document.payment;
  if (name !== undefined || because === undefined) return name ?? '';
  if (because === 'no_items') return words.no_items(reference);
  if (because === 'refund') return document.kind === 'debit_note' ? words.returned(reference) : words.refund(reference);
  if (because === 'part_captured' && document.lines.length === 1) return words.part_captured_alone(reference);
  return words[because];
}

/** What was sold, or given back. */
export function lines(board: Board, subject: Subject): void {
  const { document, words, figures } = subject;
  const columns = [
    { title: words.description },
    { title: words.quantity, width: 48, align: 'right' },
    { title: words.unitPrice, width: 82, align: 'right' },
    { title: words.vat, width: 52, align: 'right' },
    { title: words.amount, width: 86, align: 'right' },
  ] as const;
  const rows = document.lines.map((line): Cell[] => [
    named(descriptionOf(line, subject)),
    sum(figures.count(line.quantity)),
    sum(figures.amount(line.unitPrice)),
    sum(figures.percent(line.vatPercent)),
    strongSum(figures.amount(line.gross)),
  ]);
  table(board, columns, rows);
  board.pen.line(words.included(document.totals.gross.currency), { x: text.left + 6, y: board.y + 6 }, caption);
  board.y += 6 + lineHeight(caption) + 14;
}

const left = 268;
const right = { from: text.left + left + 24, width: text.width - left - 24 };

function totals(board: Board, { document, words, figures }: Subject): void {
  const { pen, pdf, accent } = board;
  const rows = [
    [words.netTotal, figures.money(document.totals.net)],
    [words.taxTotal, figures.money(document.totals.tax)],
  ] as const;
  board.y += 4;
  for (const [label, said] of rows) {
    pen.line(label, { x: right.from + 2, y: board.y }, body);
    pen.line(said, { x: right.from, y: board.y, width: right.width - 8, align: 'right' }, strongFigure);
    board.y += lineHeight(body) + 4;
  }
  board.y += 4;
  const height = 38;
  const total = figures.money(document.totals.gross);
  const label = words.total[document.kind];
  pdf.roundedRect(right.from - 10, board.y, right.width + 10, height, 6).fill(ink.tint);
  pdf.rect(right.from - 10, board.y + 6, 3, height - 12).fill(accent);
  const large = { size: 15, weight: 600, color: ink.strong } as const;
  const middle = board.y + (height - lineHeight(large)) / 2;
  pen.line(label, { x: right.from + 2, y: middle + 5 }, strong);
  const isWide = pen.width(total, large) + pen.width(label, strong) + 24 > right.width;
  const style = isWide ? { ...large, size: 11 } : large;
  pen.line(total, { x: right.from, y: middle + (isWide ? 3 : 0), width: right.width - 8, align: 'right' }, style);
  board.y += height;
}

/** VAT by rate on the left, what it all comes to on the right; they stay together. */
export function sums(board: Board, subject: Subject): void {
  const { document, words, figures } = subject;
  makeRoom(board, 44 + Math.max(document.vat.length * 25 + 40, 100));
  const top = board.y;
  const columns = [
    { title: words.rate, width: 58 },
    { title: words.net, align: 'right' },
    { title: words.tax, width: 64, align: 'right' },
    { title: words.gross, width: 76, align: 'right' },
  ] as const;
  const rows = document.vat.map((rate): Cell[] => [
    strongSum(figures.percent(rate.percent)),
    sum(figures.amount(rate.net)),
    sum(figures.amount(rate.tax)),
    sum(figures.amount(rate.gross)),
  ]);
  table(board, columns, rows, { from: text.left, width: left });
  const bottom = board.y;
  board.y = top;
  totals(board, subject);
  board.y = Math.max(bottom, board.y) + 22;
}

/** Where the money went, by the kind of document. */
const moves = { invoice: 'paid', credit_note: 'given', debit_note: 'back' } as const;

/** How it was paid, how the money goes back, or where it came back from. */
export function payment(board: Board, subject: Subject): void {
  const { document, words } = subject;
  const means = meansOf(subject);
  const said = [
    ...(means ? [words[moves[document.kind]](means)] : []),
    ...(document.payment.providerReference ? [`${words.reference}: ${document.payment.providerReference}`] : []),
  ];
  if (!said.length) return;
  const all = said.flatMap((each) => board.pen.lines(each, body, text.width));
  makeRoom(board, lineHeight(caption) + 3 + all.length * lineHeight(body));
  board.pen.line(words.payment[document.kind], { x: text.left, y: board.y }, caption);
  board.y += lineHeight(caption) + 3;
  for (const line of all) {
    board.pen.line(line, { x: text.left, y: board.y }, body);
    board.y += lineHeight(body);
  }
}
