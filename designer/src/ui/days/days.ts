/** Calendar days, both included, as YYYY-MM-DD; one may be open. */
export interface Days {
  from?: string;
  to?: string;
}
