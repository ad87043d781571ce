/** A value as people read it; a colour also shows itself. */
export interface Shown {
  text: string;
  color?: string;
}

/** One thing that differs between two versions. */
export interface Sentence {
  /** Tells sentences of one difference apart. */
  key: string;
  change: 'added' | 'removed' | 'changed' | 'reordered';
  text: string;
  before?: Shown | undefined;
  after?: Shown | undefined;
  /** The node it is about, in a flow. */
  node?: string | undefined;
}
