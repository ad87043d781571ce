/** A run of words with one look. */
export type Inline =
  { kind: 'words'; text: string; isStrong: boolean } | { kind: 'link'; text: string; address: string };

/** A part of a message, from top to bottom. Texts still hold the places of values; see `Values`. */
export type Block =
  | { kind: 'paragraph'; lines: Inline[][] }
  | { kind: 'heading'; words: Inline[] }
  | { kind: 'list'; items: Inline[][] }
  /** Facts side by side: what it is, and what it is worth. */
  | { kind: 'table'; rows: [Inline[], Inline[]][] }
  | { kind: 'button'; text: string; address: string }
  | { kind: 'rule' };

const link = /\[([^[\]\n]+)\]\(([^()\s]+)\)/;
const mark = /\[[^[\]\n]+\]\([^()\s]+\)|\*\*[^*\n]+\*\*/g;

/** Words with their marks: `**strong**`, `[words](address)`. */
export function inlines(line: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  const words = (text: string, isStrong = false) => text && found.push({ kind: 'words', text, isStrong });
  for (const { 0: marked, index } of line.matchAll(mark)) {
    words(line.slice(from, index));
    const [, text, address] = link.exec(marked) ?? [];
    if (text !== undefined && address !== undefined) found.push({ kind: 'link', text, address });
    else words(marked.slice(2, -2), true);
    from = index + marked.length;
  }
  words(line.slice(from));
  return found;
}

const row = /^\|(.+)\|(.+)\|$/;
const button = new RegExp(`^${link.source}$`);

function blockOf(lines: readonly string[]): Block {
  const [first = ''] = lines;
  const [, text, address] = (lines.length === 1 && button.exec(first)) || [];
  if (text !== undefined && address !== undefined) return { kind: 'button', text, address };
  if (lines.length === 1 && /^-{3,}$/.test(first)) return { kind: 'rule' };
  if (lines.length === 1 && first.startsWith('# ')) return { kind: 'heading', words: inlines(first.slice(2)) };
  if (lines.every((line) => line.startsWith('- ')))
    return { kind: 'list', items: lines.map((line) => inlines(line.slice(2))) };
  if (lines.every((line) => row.test(line)))
    return {
      kind: 'table',
      rows: lines.map((line) => {
        const [, left = '', right = ''] = row.exec(line) ?? [];
        return [inlines(left.trim()), inlines(right.trim())];
      }),
    };
  return { kind: 'paragraph', lines: lines.map(inlines) };
}

/** Reads a filled template: blank lines part its blocks. */
export const blocksOf = (text: string): Block[] =>
  text
    .split(/\n(?:[ \t]*\n)+/)
    .map((part) => part.split('\n').flatMap((line) => line.trim() || []))
    .filter(({ length }) => length > 0)
    .map(blockOf);
