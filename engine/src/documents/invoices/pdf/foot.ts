import type { Invoice } from '@pih/schemas';
import { lineHeight, type Style } from './pen.ts';
import { ink, rule, sheet, text, type Board } from './sheet.ts';
import type { Subject } from './subject.ts';

const small: Style = { size: 7, color: ink.quiet };
const mostLines = 4;
const pageWidth = 90;

const sellerInALine = ({ name, taxId, address }: Invoice['seller'], vatNumber: string): string =>
  [
    name,
    ...(address ? [`${address.line1}, ${address.postcode} ${address.city}`] : []),
    ...(taxId ? [`${vatNumber} ${taxId}`] : []),
  ].join(' · ');

/** What stands at the foot of every page: the seller, the legal words, which page this is. */
export function foot({ pen, pdf }: Pick<Board, 'pen' | 'pdf'>, subject: Subject, page: number, pages: number): void {
  const { document, words, language } = subject;
  const { footer = {} } = document.dress;
  const legal = footer[language] ?? Object.values(footer)[0];
  const width = text.width - pageWidth;
  const says = [
    sellerInALine(document.seller, words.vatNumber),
    ...(legal ? [legal] : []),
    ...(language === document.language ? [] : [words.original]),
  ];
  const lines = says.flatMap((each) => pen.lines(each, small, width)).slice(0, mostLines);
  let y = sheet.height - 66;
  rule({ pdf }, y);
  y += 9;
  const right = { x: text.left, y, width: text.width, align: 'right' } as const;
  pen.line(words.page(page, pages), right, { ...small, weight: 500 });
  for (const line of lines) {
    pen.line(line, { x: text.left, y }, small);
    y += lineHeight(small);
  }
}
