import { customRef, type Ref } from 'vue';

const prefix = 'pih.console.';

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    // A private window may refuse storage, or somebody wrote nonsense into it: the default serves.
    return null;
  }
}

/** A value that the browser keeps for the next visit. What it kept is used only when it still fits. */
export function remembered<T>(name: string, otherwise: T, fits: (value: unknown) => value is T): Ref<T> {
  const stored = read(prefix + name);
  let current = fits(stored) ? stored : otherwise;
  return customRef((track, trigger) => ({
    get: () => {
      track();
      return current;
    },
    set: (value) => {
      current = value;
      try {
        localStorage.setItem(prefix + name, JSON.stringify(value));
      } catch {
        // Without storage it holds for this visit only.
      }
      trigger();
    },
  }));
}
