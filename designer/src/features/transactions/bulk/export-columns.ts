import type { ExportRequest } from '@pih/schemas/types';
import type { ColumnId } from '../list/columns.ts';

export type ExportColumn = NonNullable<ExportRequest['columns']>[number];

/** Every column of a file, in the order in which they are offered. */
export const exportColumns = [
  'createdAt',
  'reference',
  'id',
  'state',
  'total',
  'currency',
  'captured',
  'refunded',
  'refundable',
  'method',
  'provider',
  'channel',
  'type',
  'brand',
  'country',
  'name',
  'email',
  'phone',
  'street',
  'postcode',
  'city',
  'taxId',
  'attention',
  'updatedAt',
] as const satisfies readonly ExportColumn[];

/** What a column of the list is called in a file. */
const inFile: Readonly<Record<ColumnId, readonly ExportColumn[]>> = {
  state: ['state'],
  date: ['createdAt'],
  reference: ['reference'],
  amount: ['total', 'currency'],
  method: ['method'],
  provider: ['provider'],
  channel: ['channel'],
  type: ['type'],
  brand: ['brand'],
  country: ['country'],
  customer: ['name', 'email'],
  refunded: ['refunded'],
  refundable: ['refundable'],
  currency: ['currency'],
  attention: ['attention'],
  updated: ['updatedAt'],
  id: ['id'],
};

/** The columns of a file that shows what the list shows. */
export const columnsInFile = (columns: readonly ColumnId[]): ExportColumn[] => [
  ...new Set(columns.flatMap((id) => inFile[id])),
];
