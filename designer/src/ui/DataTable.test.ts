import { mount } from '@vue/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { newI18n } from '../testing/index.ts';
import type { Column } from './column.ts';
import DataTable from './DataTable.vue';

interface Row {
  id: string;
  sum: number;
}
const columns: Column[] = [
  { id: 'name', header: 'Name' },
  { id: 'sum', header: 'Sum', align: 'end' },
];
const rows: Row[] = ['a', 'b', 'c'].map((id, at) => ({ id, sum: at }));

// The table, not the cards of a narrow screen.
beforeEach(
  () =>
    void vi
      .spyOn(window, 'matchMedia')
      .mockReturnValue(Object.assign(new EventTarget(), { matches: true }) as MediaQueryList),
);

function show(props: Record<string, unknown> = {}) {
  const opened = vi.fn();
  const table = mount(DataTable<Row>, {
    attachTo: document.body,
    props: { columns, rows, rowId: (row: Row) => row.id, caption: 'Rows', onOpen: opened, ...props },
    slots: {
      'cell-name': ({ row }: { row: Row }) => row.id,
      'cell-sum': ({ row }: { row: Row }) => String(row.sum),
      none: () => 'Nothing here',
    },
    global: { plugins: [newI18n('en')] },
  });
  const row = (id: string) => table.get(`[data-row="${id}"]`);
  return { table, row, opened, focused: () => document.activeElement?.getAttribute('data-row') };
}

it('takes the focus with one row at a time', () => {
  const { table } = show();
  expect(table.findAll('[data-row]').map((row) => row.attributes('tabindex'))).toEqual(['0', '-1', '-1']);
});

it('moves the focus by arrow keys, and not beyond its ends', async () => {
  const { row, focused } = show();
  (row('a').element as HTMLElement).focus();
  await row('a').trigger('keydown', { key: 'ArrowDown' });
  expect(focused()).toBe('b');
  await row('b').trigger('keydown', { key: 'End' });
  expect(focused()).toBe('c');
  await row('c').trigger('keydown', { key: 'ArrowDown' });
  expect(focused()).toBe('c');
});

it('moves the focus by j and k as well', async () => {
  const { row, focused } = show();
  (row('a').element as HTMLElement).focus();
  await row('a').trigger('keydown', { key: 'j' });
  await row('b').trigger('keydown', { key: 'j' });
  await row('c').trigger('keydown', { key: 'k' });
  expect(focused()).toBe('b');
});

it('leaves a key alone that means something else with Ctrl', async () => {
  const { row, focused } = show();
  (row('a').element as HTMLElement).focus();
  await row('a').trigger('keydown', { key: 'j', ctrlKey: true });
  expect(focused()).toBe('a');
});

it('opens a row by Enter or by a click, aside with Ctrl', async () => {
  const { row, opened } = show();
  await row('b').trigger('keydown', { key: 'Enter' });
  expect(opened).toHaveBeenLastCalledWith(rows[1], false);
  await row('c').trigger('click', { ctrlKey: true });
  expect(opened).toHaveBeenLastCalledWith(rows[2], true);
});

it('stands in for rows while they load, and says so when there are none', () => {
  expect(show({ rows: [], loading: true }).table.text()).not.toContain('Nothing here');
  expect(show({ rows: [] }).table.text()).toContain('Nothing here');
});
