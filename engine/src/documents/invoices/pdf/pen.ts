import { fontFile, runsOf, type FontName, type Weight } from './fonts.ts';

export type Pdf = PDFKit.PDFDocument;

export interface Style {
  size: number;
  weight?: Weight;
  /** #rrggbb */
  color?: string;
  /** Between letters, in points. */
  spacing?: number;
  /** Figures of one width, so that columns of sums line up. */
  figures?: true;
}

/** A place on the sheet, in points from its upper left corner. */
export interface Spot {
  x: number;
  y: number;
  /** Where it stands within this width; left when absent. */
  width?: number;
  align?: 'left' | 'right';
}

/** Between the baselines of two lines, by the size of the letters. */
const leading = 1.38;
export const lineHeight = ({ size }: Style): number => size * leading;

/** What the library does with a text beyond the usual; without, it remembers how wide words are. */
const featuresOf = ({ figures }: Style): { features?: PDFKit.Mixins.OpenTypeFeatures[] } =>
  figures ? { features: ['tnum'] } : {};

/** What somebody typed, as one line of signs that can be seen. */
export const plain = (text: string): string =>
  text.normalize('NFC').replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim();

/** Writes on a sheet, in whatever scripts a text has; lines are broken here, so that a line may mix them. */
export class Pen {
  readonly #pdf: Pdf;
  readonly #known = new Set<FontName>();

  constructor(pdf: Pdf) {
    this.#pdf = pdf;
  }

  /** How wide a text is on one line. */
  width(text: string, style: Style): number {
    const signs = [...text].length;
    const wide = runsOf(text, style.weight ?? 400).reduce((sum, run) => {
      this.#take(run.font, style.size);
      return sum + this.#pdf.widthOfString(run.text, featuresOf(style));
    }, 0);
    return wide + Math.max(signs - 1, 0) * (style.spacing ?? 0);
  }

  /** The lines that a text takes in a width; a word that is wider than that is broken where it has to be. */
  lines(text: string, style: Style, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of plain(text)
      .split(' ')
      .flatMap((each) => this.#fitting(each, style, width))) {
      const longer = line ? `${line} ${word}` : word;
      if (line && this.width(longer, style) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  }

  /** Writes one line. */
  line(text: string, { x, y, width, align }: Spot, style: Style): void {
    const from = align === 'right' && width !== undefined ? x + width - this.width(text, style) : x;
    let at = from;
    for (const run of runsOf(text, style.weight ?? 400)) {
      this.#take(run.font, style.size);
      this.#pdf.fillColor(style.color ?? '#111827').text(run.text, at, y, {
        lineBreak: false,
        ...featuresOf(style),
        ...(style.spacing && { characterSpacing: style.spacing }),
      });
      at += this.width(run.text, style) + (style.spacing ?? 0);
    }
  }

  /** Writes a text on as many lines as it takes. @returns where the next line would begin */
  paragraph(text: string, { x, y, width, align }: Spot & { width: number }, style: Style): number {
    for (const each of this.lines(text, style, width)) {
      this.line(each, { x, y, width, ...(align && { align }) }, style);
      y += lineHeight(style);
    }
    return y;
  }

  #take(font: FontName, size: number): void {
    if (!this.#known.has(font)) {
      this.#pdf.registerFont(font, fontFile(font));
      this.#known.add(font);
    }
    this.#pdf.font(font).fontSize(size);
  }

  #fitting(word: string, style: Style, width: number): string[] {
    if (this.width(word, style) <= width) return [word];
    const parts: string[] = [];
    let part = '';
    for (const sign of word) {
      if (part && this.width(part + sign, style) > width) {
        parts.push(part);
        part = sign;
      } else part += sign;
    }
    return [...parts, part];
  }
}
