/** One thing wrong with a document, at a place, in a form that can be said in any language. */
export interface Found {
  /** JSON pointer to the field that is meant, even when it is missing. */
  pointer: string;
  /** A rule of JSON Schema, or one of the engine's own. */
  rule: string;
  params: Readonly<Record<string, unknown>>;
  /** The engine's words, for rules that nobody here has words for. */
  message?: string;
}
