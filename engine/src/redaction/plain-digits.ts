/** Stands where a sign was left out, so that places in the plain text are places in the written one. */
export const filler = '\u{e000}';

/** The digits of a script follow one another, so how far its zero is behind says which one this is. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}

/** ٤, ４, 𝟒, ④ and ⁴ are all a 4 to who reads them. */
function readDigit(sign: string): string {
  const [folded = ''] = sign.normalize('NFKC');
  const plain = /^\d$/.test(folded) ? folded : /^\p{Nd}$/u.test(sign) ? String(valueOf(sign)) : '';
  return plain === '' || sign.normalize('NFKC').length > 1 ? sign : plain.padEnd(sign.length, filler);
}

/** Unicode has some thousand digits and numbers, so this stays small. */
const digitsRead = new Map<string, string>();

function plainDigit(sign: string): string {
  const known = digitsRead.get(sign) ?? readDigit(sign);
  digitsRead.set(sign, known);
  return known;
}

/** Separators as they stand in addresses: blank, no-break blank, and those that need not be escaped but may be. */
const escaped = /%(?:20|2[d-f]|5[cf])|%c2%a0/gi;

/**
 * A text of the same length in which every digit is one of 0 to 9, blanks are not percent-encoded, and what nobody sees
 * (zero-width signs, soft hyphens, accents and frames around a digit) is filler.
 */
export function inPlainDigits(text: string): string {
  const unescaped = text.replace(escaped, (sign) => {
    const plain = sign.length > 3 ? ' ' : decodeURIComponent(sign);
    return plain.padEnd(sign.length, filler);
  });
  // Most texts are ASCII, where there is nothing to see through.
  if (!/[^\0-\x7f]/.test(unescaped.replaceAll(filler, ''))) return unescaped;
  return unescaped
    .replace(/[\p{Cf}\p{M}]/gu, (sign) => filler.repeat(sign.length))
    .replace(/[^\0-\x7f]/gu, (sign) => (/[\p{Nd}\p{No}]/u.test(sign) ? plainDigit(sign) : sign));
}
