import { secretsKnownSince } from './known-secrets.ts';

/** Longer texts are seldom the same twice. */
const longest = 64;
/** Names of fields, routes, methods and messages are some hundred. */
const most = 2_000;

/** Texts in which nothing was found: most of a log is the same words line after line, and need not be searched each time. */
export interface Harmless {
  has(text: string): boolean;
  add(text: string): void;
}

/** Remembers until another secret becomes known, which may be what one of the texts is. */
export function createHarmless(): Harmless {
  const texts = new Set<string>();
  let since = secretsKnownSince();
  return {
    has(text) {
      if (since !== secretsKnownSince()) texts.clear();
      since = secretsKnownSince();
      return texts.has(text);
    },
    add(text) {
      if (text.length > longest) return;
      if (texts.size >= most) texts.clear();
      texts.add(text);
    },
  };
}
