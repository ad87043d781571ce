/**
 * Names what the shopper means to do, so that the engine can tell a repeat from a second wish: the same request keeps its
 * key until its answer has come; another request, or the same one after an answer, gets a new key.
 */
export function intentions(newKey: () => string) {
  let open: { request: string; key: string } | undefined;
  return {
    keyFor(request: unknown): string {
      const text = JSON.stringify(request);
      if (open?.request !== text) open = { request: text, key: newKey() };
      return open.key;
    },
    answered(): void {
      open = undefined;
    },
  };
}
