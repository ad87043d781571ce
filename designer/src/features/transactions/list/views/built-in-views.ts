import { attentionReasons, noFilters, type Filters } from '../filters.ts';

/** Views that everybody has. Their names are the words `transactions.views.builtIn.<id>`. */
export const builtInViews: readonly { id: string; filters: Filters }[] = [
  { id: 'all', filters: noFilters() },
  { id: 'needs-a-look', filters: { ...noFilters(), attention: [...attentionReasons] } },
  { id: 'to-capture', filters: { ...noFilters(), state: ['authorized'], order: 'oldest' } },
  {
    id: 'refunded-this-month',
    filters: { ...noFilters(), state: ['partially_refunded', 'refunded'], range: 'this_month' },
  },
  { id: 'failed-today', filters: { ...noFilters(), state: ['failed'], range: 'today' } },
];
