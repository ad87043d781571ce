import { computed, onMounted, shallowRef } from 'vue';
import { problemOf } from '../../api/index.ts';
import type { Option } from '../../ui/index.ts';
import { useSession } from '../session/index.ts';
import { readRoles } from './api.ts';

/** The published roles, to be named and given. Without them ids stand in place of titles. */
export function useRoles() {
  const session = useSession();
  const roles = shallowRef<readonly { id: string; title: string }[]>([]);
  onMounted(async () => {
    if (!session.may('config.read')) return;
    try {
      roles.value = await readRoles();
    } catch (error) {
      problemOf(error);
    }
  });
  const options = computed<Option[]>(() => roles.value.map(({ id, title }) => ({ value: id, label: title })));
  const titleOf = (id: string): string => roles.value.find((role) => role.id === id)?.title ?? id;
  return { options, titleOf };
}
