/** Names one intention: the same body gets the same key however often it is sent; another body is another intention. */
export type KeyFor = (body: unknown) => string;

/**
 * Starts naming the intentions of one dialog. A retry after a lost answer repeats its key, so that the engine answers
 * with what it did the first time; a corrected sum gets a key of its own.
 */
export function intentions(newKey: () => string = () => crypto.randomUUID()): KeyFor {
  const keys = new Map<string, string>();
  return (body) => {
    const text = JSON.stringify(body);
    const key = keys.get(text) ?? newKey();
    keys.set(text, key);
    return key;
  };
}
