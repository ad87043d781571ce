/** Something that is made when it is first asked for, and kept. */
export interface Kept<T> {
  get(): Promise<T>;
  /** The next who asks has it made anew. */
  forget(): void;
}

/** Keeps what was made, but never a failure: who asks after one has it tried again. */
export function kept<T>(make: () => Promise<T>): Kept<T> {
  let made: Promise<T> | undefined;

  return {
    get() {
      if (made) return made;
      const making = make();
      made = making;
      making.catch(() => {
        // What failed may have been forgotten meanwhile, and made anew.
        if (made === making) made = undefined;
      });
      return making;
    },
    forget() {
      made = undefined;
    },
  };
}
