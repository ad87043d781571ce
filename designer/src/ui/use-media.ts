import { onScopeDispose, readonly, ref } from 'vue';

/** Whether a media query holds, followed while the component lives. */
export function useMedia(query: string) {
  const list = matchMedia(query);
  const holds = ref(list.matches);
  const follow = (event: MediaQueryListEvent): void => void (holds.value = event.matches);
  list.addEventListener('change', follow);
  onScopeDispose(() => list.removeEventListener('change', follow));
  return readonly(holds);
}
