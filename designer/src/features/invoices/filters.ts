import type { InvoiceQuery } from '@pih/schemas/types';
import type { LocationQuery } from 'vue-router';

/** What narrows the list, as it stands in the address of the page. */
export interface InvoiceFilters {
  kind?: 'invoice' | 'credit_note' | 'debit_note';
  series?: string;
  year?: string;
  /** Calendar days such as "2026-11-23", both included. */
  from?: string;
  to?: string;
}

const forms: Readonly<Record<keyof InvoiceFilters | 'search', RegExp>> = {
  kind: /^(invoice|credit_note|debit_note)$/,
  series: /^[A-Z0-9-]{1,10}$/,
  year: /^[2-9]\d{3}$/,
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
  search: /^.{1,254}$/s,
};

/** Reads the filters of an address; what has another form, as in a link that was mistyped, is left out. */
export function filtersIn(query: LocationQuery): InvoiceFilters & { search?: string } {
  const found = Object.entries(forms).flatMap(([name, form]) => {
    const value = query[name];
    return typeof value === 'string' && form.test(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(found) as InvoiceFilters & { search?: string };
}

/** What the engine is asked for. */
export const queryOf = ({ year, ...filters }: InvoiceFilters & { search?: string }): InvoiceQuery => ({
  ...filters,
  ...(year && { year: Number(year) }),
});
