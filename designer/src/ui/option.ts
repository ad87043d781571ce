/** Something to pick from a list. */
export interface Option {
  value: string;
  label: string;
}
