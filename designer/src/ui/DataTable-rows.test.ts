import { beforeEach, expect, it, vi } from 'vitest';
import { type Component, h, nextTick, shallowRef } from 'vue';
import { mountPage } from '../testing/index.ts';
import DataTable from './DataTable.vue';

interface Row {
  id: string;
}
const rowsOf = (count: number): Row[] => Array.from({ length: count }, (_, at) => ({ id: `r${at}` }));

// The table, not the cards of a narrow screen.
beforeEach(
  () =>
    void vi
      .spyOn(window, 'matchMedia')
      .mockReturnValue(Object.assign(new EventTarget(), { matches: true }) as MediaQueryList),
);

/** A table on a page that keeps what is marked. */
function show(rows: Row[], more: Record<string, unknown> = {}) {
  const selected = shallowRef<ReadonlySet<string>>(new Set());
  const props = {
    columns: [{ id: 'name', header: 'Name', width: 100 }],
    rows,
    rowId: (row: Row) => row.id,
    caption: 'Rows',
    selectable: true,
    ...more,
  };
  const keep = (next: ReadonlySet<string>): void => void (selected.value = next);
  const parent = {
    render: () => h(DataTable as Component, { ...props, selected: selected.value, 'onUpdate:selected': keep }),
  };
  const page = mountPage(parent, {});
  const row = (id: string) => page.get(`[data-row="${id}"]`);
  const marked = () => page.findAll('[data-row][data-selected]').map((one) => one.attributes('data-row'));
  return { page, row, marked };
}

/** Presses one key after the other, each on a row. */
async function steps(table: ReturnType<typeof show>, presses: [string, Record<string, unknown>][]): Promise<void> {
  for (const [id, press] of presses) await table.row(id).trigger('keydown', press);
}

it.each(['x', ' '])('marks a row by “%s”, and takes it back', async (key) => {
  const table = show(rowsOf(4));
  await steps(table, [['r1', { key }]]);
  expect(table.marked()).toEqual(['r1']);
  await steps(table, [['r1', { key }]]);
  expect(table.marked()).toEqual([]);
});

it('goes on marking with Shift and an arrow', async () => {
  const table = show(rowsOf(5));
  await steps(table, [
    ['r1', { key: 'ArrowDown', shiftKey: true }],
    ['r2', { key: 'ArrowDown', shiftKey: true }],
  ]);
  expect(table.marked()).toEqual(['r1', 'r2', 'r3']);
});

it('marks from the last one to the one that is pressed with Shift', async () => {
  const table = show(rowsOf(6));
  await table.row('r1').get('[role="checkbox"]').trigger('click');
  await table.row('r4').get('[role="checkbox"]').trigger('click', { shiftKey: true });
  expect(table.marked()).toEqual(['r1', 'r2', 'r3', 'r4']);
});

it('marks all of them, says when it is only some, and none', async () => {
  const table = show(rowsOf(3));
  const all = () => table.page.get('thead [role="checkbox"]');
  await table.row('r0').get('[role="checkbox"]').trigger('click');
  expect(all().attributes('aria-checked')).toBe('mixed');
  await all().trigger('click');
  expect(table.marked()).toHaveLength(3);
  await all().trigger('click');
  expect(table.marked()).toHaveLength(0);
});

it('draws of ten thousand rows only those in sight, and says how many there are', async () => {
  const table = show(rowsOf(10_000), { windowed: true });
  await nextTick();
  expect(table.page.findAll('[data-row]').length).toBeLessThan(60);
  expect(table.page.get('table').attributes('aria-rowcount')).toBe('10001');
});

it('brings a row far away into sight before it takes the focus', async () => {
  const table = show(rowsOf(10_000), { windowed: true });
  (table.row('r0').element as HTMLElement).focus();
  await table.row('r0').trigger('keydown', { key: 'End' });
  await nextTick();
  expect(document.activeElement?.getAttribute('data-row')).toBe('r9999');
});
