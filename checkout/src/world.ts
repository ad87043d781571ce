/** All that the page takes from the browser and cannot decide itself: the wire, the clock, chance, where to go. */
export interface World {
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** Repeats an action; returns how to stop. */
  every(ms: number, action: () => void): () => void;
  /** Listens to a stream of server-sent events; returns how to stop. */
  openEvents(url: string, on: { onMessage: (data: string) => void; onError: () => void }): () => void;
  /** A name that nobody else has. */
  newKey(): string;
  goTo(url: string): void;
  reload(): void;
  /** Calls back when the page comes back from the browser's back-forward cache. */
  onReturn(action: () => void): () => void;
  /** Small things kept while the tab is open. */
  recall(name: string): string | undefined;
  remember(name: string, value: string): void;
  /** What the browser asks for, best first. */
  readonly languages: readonly string[];
}

/** Sixteen random bytes in hexadecimal. `crypto.randomUUID` is missing on pages without TLS, this is not. */
const randomName = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export const browserWorld: World = {
  fetch: (...given) => window.fetch(...given),
  now: () => Date.now(),
  every(ms, action) {
    const timer = window.setInterval(action, ms);
    return () => window.clearInterval(timer);
  },
  openEvents(url, { onMessage, onError }) {
    const source = new EventSource(url);
    source.addEventListener('message', (event) => onMessage(String(event.data)));
    source.addEventListener('error', onError);
    return () => source.close();
  },
  newKey: randomName,
  goTo: (url) => window.location.assign(url),
  reload: () => window.location.reload(),
  onReturn(action) {
    const listener = (event: PageTransitionEvent): void => {
      if (event.persisted) action();
    };
    window.addEventListener('pageshow', listener);
    return () => window.removeEventListener('pageshow', listener);
  },
  // Storage throws where the shopper has forbidden it; then nothing is kept, and the page works all the same.
  recall(name) {
    try {
      return sessionStorage.getItem(name) ?? undefined;
    } catch {
      return undefined;
    }
  },
  remember(name, value) {
    try {
      sessionStorage.setItem(name, value);
    } catch {
      return;
    }
  },
  languages: navigator.languages,
};
