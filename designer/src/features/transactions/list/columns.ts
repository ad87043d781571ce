import type { Column } from '../../../ui/index.ts';

/** Every column that the list can show, in the order in which the chooser offers them, with its usual width in pixels. */
const widths = {
  state: 166,
  date: 108,
  reference: 136,
  amount: 112,
  method: 132,
  provider: 112,
  channel: 80,
  type: 104,
  brand: 132,
  country: 116,
  customer: 216,
  refunded: 112,
  refundable: 112,
  currency: 80,
  attention: 200,
  updated: 108,
  id: 176,
} as const;
export type ColumnId = keyof typeof widths;
export const columnIds = Object.keys(widths) as ColumnId[];
const isColumn = (id: string): id is ColumnId => Object.hasOwn(widths, id);

const money: ReadonlySet<string> = new Set<ColumnId>(['amount', 'refunded', 'refundable']);

/** Shown as long as nobody chose; those at the end need more room than a small screen has. */
const usual: readonly ColumnId[] = ['state', 'date', 'reference', 'amount', 'method', 'provider', 'channel', 'type'];
const withRoom: readonly ColumnId[] = [...usual, 'customer'];
const withMuchRoom: readonly ColumnId[] = [...usual, 'brand', 'country', 'customer'];
const withLittleRoom: readonly ColumnId[] = ['state', 'date', 'reference', 'amount', 'method'];

/** @param room how wide the window is, in pixels */
export function usualColumns(room: number): readonly ColumnId[] {
  if (room < 1100) return withLittleRoom;
  if (room < 1440) return usual;
  return room < 1600 ? withRoom : withMuchRoom;
}

/** Of what somebody chose, what there still is; at least one column. */
export function knownColumns(chosen: readonly string[]): ColumnId[] {
  const known = chosen.filter(isColumn);
  return known.length ? known : [...usual];
}

export type PaymentColumn = Column & { id: ColumnId };
export const columnOf = (id: ColumnId, header: string, width: number = widths[id]): PaymentColumn => ({
  id,
  header,
  width,
  ...(money.has(id) && { align: 'end' }),
});
