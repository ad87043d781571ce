import { readonly, shallowRef } from 'vue';

const now = shallowRef(new Date());
let ticking = false;

/** The time of day, twice a minute, shared by everything that counts from it. */
export function useNow() {
  if (!ticking) {
    ticking = true;
    setInterval(() => (now.value = new Date()), 30_000);
  }
  return readonly(now);
}
