import type { MoneyOrZero, PaymentSummary } from '@pih/schemas/types';
import { computed, shallowRef, watch, type Ref } from 'vue';

/** So many payments that filters find can be dealt with at once. */
export const mostSelected = 20_000;

/** Sums by currency, the largest number of payments first. */
function totalsOf(payments: readonly PaymentSummary[]): MoneyOrZero[] {
  const sums = new Map<string, { amount: number; count: number }>();
  for (const { total } of payments) {
    const { amount, count } = sums.get(total.currency) ?? { amount: 0, count: 0 };
    sums.set(total.currency, { amount: amount + total.amount, count: count + 1 });
  }
  return [...sums].sort(([, a], [, b]) => b.count - a.count).map(([currency, { amount }]) => ({ amount, currency }));
}

/** Payments marked in the list: some by hand, or all that the filters leave. Another question begins anew. */
export function useSelection(rows: Ref<readonly PaymentSummary[]>, question: () => string) {
  const ids = shallowRef<ReadonlySet<string>>(new Set());
  const isAll = shallowRef(false);
  const clear = (): void => {
    ids.value = new Set();
    isAll.value = false;
  };
  watch(question, clear);
  const chosen = computed(() => rows.value.filter(({ id }) => ids.value.has(id)));

  return {
    ids: computed({
      get: () => ids.value,
      set: (next) => {
        ids.value = next;
        // Whoever takes one away no longer means all.
        isAll.value = false;
      },
    }),
    /** All that the filters leave, loaded or not. */
    isAll,
    isSomething: computed(() => ids.value.size > 0),
    chosen,
    totals: computed(() => totalsOf(chosen.value)),
    isWholeList: computed(() => rows.value.length > 0 && chosen.value.length === rows.value.length),
    clear,
  };
}
