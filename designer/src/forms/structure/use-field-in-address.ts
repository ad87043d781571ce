import { inject, nextTick, onMounted, watch } from 'vue';
import { routeLocationKey, routerKey } from 'vue-router';

/**
 * Goes to the field that the address names, `?field=/grants/0/actions`, whenever it names one; and takes it out of the
 * address, so that the same field can be named again.
 * @param isHere whether the form has the field
 */
export function useFieldInAddress(
  isHere: (pointer: string) => boolean,
  reveal: (pointer: string) => Promise<void>,
): void {
  // A form may stand on a page without an address.
  const [route, router] = [inject(routeLocationKey, undefined), inject(routerKey, undefined)];
  if (!route || !router) return;

  async function go(): Promise<void> {
    const { field, ...query } = route?.query ?? {};
    if (typeof field !== 'string' || !isHere(field)) return;
    await router?.replace({ query, hash: route?.hash ?? '' });
    await nextTick();
    await reveal(field);
  }
  onMounted(go);
  watch(() => route.query['field'], go);
}
