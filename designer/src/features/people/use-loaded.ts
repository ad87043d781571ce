import { onMounted, shallowRef } from 'vue';
import { problemOf, type Loaded } from '../../api/index.ts';

/** Fetches something when the page opens, and again when asked; what is shown stays while it is fetched again. */
export function useLoaded<Value>(fetch: () => Promise<Value>) {
  const loaded = shallowRef<Loaded<Value>>({ status: 'loading' });

  async function load(): Promise<void> {
    if (loaded.value.status === 'failed') loaded.value = { status: 'loading' };
    try {
      loaded.value = { status: 'ready', value: await fetch() };
    } catch (error) {
      loaded.value = { status: 'failed', problem: problemOf(error) };
    }
  }
  onMounted(load);
  return { loaded, load };
}
