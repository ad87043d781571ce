/** A stretch of a sentence; what people look for in it stands out. */
export interface SentencePart {
  text: string;
  /** A value that is compared with, or the word that joins two conditions. */
  emphasis?: Emphasis;
}
type Emphasis = 'value' | 'joint';

// A sentence is put together by the words of a language, which may set its parts in any order; so the parts are marked
// in the text itself, by characters that Unicode leaves to private use, and taken apart when the sentence is whole.
const signs: Record<Emphasis, readonly [open: string, close: string]> = {
  value: ['\ue000', '\ue001'],
  joint: ['\ue002', '\ue003'],
};
const anySign = /[\ue000-\ue003]/g;
const stretch = /\ue000([^\ue001]*)\ue001|\ue002([^\ue003]*)\ue003|([^\ue000\ue002]+)/g;

/** Marks a text, so that it stands out once the sentence is taken apart. */
export const marked = (emphasis: Emphasis, text: string): string =>
  signs[emphasis][0] + text.replace(anySign, '') + signs[emphasis][1];

/** A sentence without its marks. */
export const plain = (sentence: string): string => sentence.replace(anySign, '');

/** A sentence, part by part. */
export function partsOf(sentence: string): SentencePart[] {
  return [...sentence.matchAll(stretch)].map(([, value, joint, text = '']) => {
    if (value !== undefined) return { text: value, emphasis: 'value' };
    return joint === undefined ? { text } : { text: joint, emphasis: 'joint' };
  });
}

/** Begins a sentence; its first letter may be marked. */
export const capitalized = (sentence: string): string =>
  sentence.replace(
    /^([\ue000-\ue003]*)(\P{Co})/u,
    (_, before: string, first: string) => before + first.toLocaleUpperCase(),
  );

/** Joins words by "and" or "or", the joining word marked: "a, b **and** c". */
export function joined(words: readonly string[], type: 'conjunction' | 'disjunction', language: string): string {
  const parts = new Intl.ListFormat(language, { type }).formatToParts(words);
  return parts
    .map(({ type: role, value }) =>
      role === 'literal' ? value.replace(/\p{L}+/gu, (word) => marked('joint', word)) : value,
    )
    .join('');
}
