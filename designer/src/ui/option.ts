/** Something to pick from a list. */
export interface Option {
  value: string;
  label: string;
  /** A second line that says more. */
  help?: string | undefined;
}
