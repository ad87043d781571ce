import type { Invoice } from '@pih/schemas';
import type { Snapshot } from '../model.ts';
import { foot } from './foot.ts';
import { factStrip, head, headOfFurther, strip } from './head.ts';
import { parties, takenBack } from './parties.ts';
import { Pen, type Pdf } from './pen.ts';
import type { Board } from './sheet.ts';
import { subjectOf, type Subject } from './subject.ts';
import { lines, payment, sums } from './sums.ts';

/** Loaded with the first invoice: an engine that writes none need not know how. */
async function newPdf({ document, language, words }: Subject): Promise<Pdf> {
  const { default: PdfDocument } = await import('pdfkit');
  const issuedAt = new Date(document.issuedAt);
  return new PdfDocument({
    size: 'A4',
    // What goes on a page is placed here; the library is to begin none by itself.
    margin: 0,
    bufferPages: true,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: language === 'it' ? 'it-IT' : 'en-GB',
    displayTitle: true,
    info: {
      Title: `${words.title[document.kind]} ${document.number}`,
      Author: document.seller.name ?? '',
      Subject: document.payment.reference,
      // Of the moment of issue, not of drawing: the same document is the same bytes, whenever it is drawn.
      CreationDate: issuedAt,
      ModDate: issuedAt,
    },
  });
}

function draw(pdf: Pdf, subject: Subject): void {
  let pages = 0;
  const board: Board = {
    pdf,
    pen: new Pen(pdf),
    accent: subject.document.dress.accent,
    y: 0,
    turn() {
      pdf.addPage();
      if (pages++ === 0) return head(board, subject);
      strip(board);
      headOfFurther(board, subject);
    },
  };
  board.turn();
  parties(board, subject);
  factStrip(board, subject);
  takenBack(board, subject);
  lines(board, subject);
  sums(board, subject);
  payment(board, subject);
  for (let page = 0; page < pages; page++) {
    pdf.switchToPage(page);
    foot(board, subject, page + 1, pages);
  }
}

/**
 * An invoice or a credit note on A4, in the brand's dress and in one language. The same document gives the same bytes.
 * @returns the PDF, piece by piece
 */
export async function drawPdf(document: Snapshot, language: Invoice['language']): Promise<Uint8Array> {
  const subject = subjectOf(document, language);
  const pdf = await newPdf(subject);
  const pieces: Buffer[] = [];
  const isDone = new Promise<void>((resolve, reject) => {
    pdf
      .on('data', (piece: Buffer) => pieces.push(piece))
      .on('end', resolve)
      .on('error', reject);
  });
  draw(pdf, subject);
  pdf.end();
  await isDone;
  return Buffer.concat(pieces);
}
