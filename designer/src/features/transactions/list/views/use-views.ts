import type { PaymentView, PaymentViewRequest } from '@pih/schemas/types';
import { computed, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { problemOf } from '../../../../api/index.ts';
import { changeView, listViews, removeView, saveView } from '../../api.ts';
import { queryOf, type Filters } from '../filters.ts';
import { filtersFrom, paymentQueryOf } from '../list-query.ts';
import { builtInViews } from './built-in-views.ts';

/** Filters and columns under a name: one that everybody has, one's own, or one that a colleague shares. */
export interface ListView {
  id: string;
  name: string;
  filters: Filters;
  /** Absent for those that everybody has. */
  stored?: PaymentView;
}

const byPlace = (a: PaymentView, b: PaymentView): number =>
  Number(b.isOwn) - Number(a.isOwn) || a.name.localeCompare(b.name);

/** The views of the list and the one that is open. */
export function useViews(openId: Ref<string>, timeZone: Ref<string>) {
  const { t } = useI18n();
  const stored = shallowRef<readonly PaymentView[]>([]);

  async function load(): Promise<void> {
    try {
      stored.value = (await listViews()).data;
    } catch (error) {
      // Without saved views the list works all the same; the list itself tells what is wrong.
      problemOf(error);
    }
  }
  void load();

  const viewOf = (view: PaymentView): ListView => {
    const filters = filtersFrom(view.query, timeZone.value);
    return { id: view.id, name: view.name, filters: { ...filters, range: view.period ?? filters.range }, stored: view };
  };
  const views = computed<readonly ListView[]>(() => [
    ...builtInViews.map(({ id, filters }) => ({ id, filters, name: t(`transactions.views.builtIn.${id}`) })),
    ...[...stored.value].sort(byPlace).map(viewOf),
  ]);
  const open = computed(() => views.value.find(({ id }) => id === openId.value) ?? views.value[0]);

  const kept = (view: PaymentView): void =>
    void (stored.value = [...stored.value.filter(({ id }) => id !== view.id), view]);

  return {
    views,
    open,
    isChanged: (filters: Filters): boolean =>
      open.value !== undefined && JSON.stringify(queryOf(filters)) !== JSON.stringify(queryOf(open.value.filters)),
    /** What would be saved of filters and columns. */
    request: (
      { name, isShared }: Pick<PaymentViewRequest, 'name' | 'isShared'>,
      filters: Filters,
      columns: readonly string[],
    ): PaymentViewRequest => {
      const { range } = filters;
      const isMoving = typeof range === 'string';
      const lasting = isMoving ? { ...filters, range: undefined } : filters;
      const query = paymentQueryOf(lasting, { now: new Date(), timeZone: timeZone.value });
      // A view has at least one column, as the list has.
      const [first = 'state', ...others] = columns;
      return { name, isShared, query, columns: [first, ...others], ...(isMoving && { period: range }) };
    },
    /** @throws ProblemError */
    save: async (request: PaymentViewRequest): Promise<PaymentView> => {
      const view = await saveView(request);
      kept(view);
      return view;
    },
    /** @throws ProblemError */
    change: async (id: string, request: PaymentViewRequest): Promise<void> => kept(await changeView(id, request)),
    /** @throws ProblemError */
    remove: async (id: string): Promise<void> => {
      await removeView(id);
      stored.value = stored.value.filter((view) => view.id !== id);
    },
  };
}
