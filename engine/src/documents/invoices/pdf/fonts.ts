import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { unpacked } from './woff.ts';

const packaged = createRequire(import.meta.url);

/** The parts that the font comes in, the usual ones first. */
const subsets = ['latin', 'latin-ext', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese'] as const;
type Subset = (typeof subsets)[number];
export type Weight = 400 | 500 | 600;

/** One file of the font, by its name in a PDF. */
export type FontName = `${Subset}-${Weight}`;

/** A run of characters that one file of the font can write. */
export interface Run {
  text: string;
  font: FontName;
}

/** What each part can write, as its package declares it: "U+0000-00FF,U+0131". */
const declared = packaged('@fontsource/inter/unicode.json') as Record<string, string>;
const covered = subsets.map((subset) => ({
  subset,
  ranges: (declared[subset] ?? '').split(',').map((range) => {
    const [first = '', last = first] = range.replace('U+', '').split('-');
    return [parseInt(first, 16), parseInt(last, 16)] as const;
  }),
}));

function subsetOf(sign: string): Subset {
  const code = sign.codePointAt(0) ?? 0;
  const found = covered.find(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last));
  // What no part can write is drawn as an empty box: it is seen that something is missing.
  return found?.subset ?? 'latin';
}

const files = new Map<FontName, Buffer>();

/** The bytes of a file of the font; read once. */
export function fontFile(name: FontName): Buffer {
  const known =
    files.get(name) ?? unpacked(readFileSync(packaged.resolve(`@fontsource/inter/files/inter-${name}-normal.woff`)));
  files.set(name, known);
  return known;
}

/** A text in runs of one file each; most texts are one run. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: Run[] = [];
  for (const sign of text) {
    const last = runs.at(-1);
    const font: FontName = `${subsetOf(sign)}-${weight}`;
    if (last?.font === font) last.text += sign;
    else runs.push({ text: sign, font });
  }
  return runs;
}
