import type { Invoice } from '@pih/schemas';
import { lineHeight } from './pen.ts';
import { body, caption, ink, makeRoom, strong, text, type Board } from './sheet.ts';
import type { Subject } from './subject.ts';

type Party = Invoice['seller'];

const gap = 32;
const width = (text.width - gap) / 2;
const nameStyle = { size: 10.5, weight: 600, color: ink.strong } as const;

function linesOf({ address, country, taxId, email }: Party, taxLabel: string, { figures }: Subject): string[] {
  const land = address?.country ?? country;
  return [
    ...(address ? [address.line1, ...(address.line2 ? [address.line2] : [])] : []),
    ...(address ? [`${address.postcode} ${address.city}${address.region ? ` (${address.region})` : ''}`] : []),
    ...(land ? [figures.country(land)] : []),
    ...(taxId ? [`${taxLabel} ${taxId}`] : []),
    ...(email ? [email] : []),
  ];
}

interface Block {
  label: string;
  name: string;
  lines: string[];
}

function write({ pen, y: top }: Board, x: number, { label, name, lines }: Block): number {
  pen.line(label, { x, y: top }, caption);
  let y = pen.paragraph(name, { x, y: top + lineHeight(caption) + 3, width }, nameStyle) + 2;
  for (const line of lines) y = pen.paragraph(line, { x, y, width }, body);
  return y;
}

/** Who sells on the left, who buys on the right. */
export function parties(board: Board, subject: Subject): void {
  const { seller, buyer } = subject.document;
  const { words } = subject;
  const blocks: Block[] = [
    { label: words.seller, name: seller.name ?? '', lines: linesOf(seller, words.vatNumber, subject) },
    {
      label: words.buyer,
      name: buyer.name ?? buyer.email ?? words.unnamed,
      // Without a name the e-mail address stands for it.
      lines: linesOf(buyer.name ? buyer : { ...buyer, email: '' }, words.taxNumber, subject),
    },
  ];
  const ends = blocks.map((block, index) => write(board, text.left + index * (width + gap), block));
  board.y = Math.max(...ends) + 22;
}

/** Of a credit or debit note: what it takes back, and why. */
export function takenBack(board: Board, { document: { kind, of, refund, lines }, words, figures }: Subject): void {
  if (!of) return;
  const isPart = lines.some(({ because }) => because === 'refund');
  const reverses = isPart ? words.reversesPart : words.reverses;
  const says = (kind === 'debit_note' ? words.undoes : reverses)(of.number, figures.day(of.issuedOn));
  const why = refund?.reason ? `${words.reason}: ${refund.reason}` : undefined;
  const at = { x: text.left, width: text.width };
  const all = [...board.pen.lines(says, strong, text.width), ...(why ? board.pen.lines(why, body, text.width) : [])];
  makeRoom(board, all.length * lineHeight(strong));
  board.y = board.pen.paragraph(says, { ...at, y: board.y }, strong);
  if (why) board.y = board.pen.paragraph(why, { ...at, y: board.y }, body);
  board.y += 14;
}
