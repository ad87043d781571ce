import { computed, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { filtersOf, queryOf, type Filters } from './filters.ts';

/** What the list shows, as its address says: the open view, and what it is narrowed to. */
export function useAddress() {
  const route = useRoute();
  const router = useRouter();

  // Behind an opened payment the list is kept alive, and the address is not its own.
  const query = shallowRef(route.query);
  watch(
    () => route.query,
    (now) => route.name === 'transactions' && (query.value = now),
  );
  const view = computed(() => (typeof query.value['view'] === 'string' ? query.value['view'] : 'all'));
  const filters = computed<Filters>({
    get: () => filtersOf(query.value),
    set: (wanted) => {
      const kept = view.value === 'all' ? {} : { view: view.value };
      void router.replace({ name: 'transactions', query: { ...kept, ...queryOf(wanted) } });
    },
  });
  return { view, filters };
}
