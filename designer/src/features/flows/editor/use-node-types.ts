import { computed, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { palette } from '../nodes.ts';
import { useFlowEditor, type FlowEditor } from './flow-editor.ts';

/** The node types that fit what somebody looks for, by family; found by their name and by what they are for. */
export function useNodeTypes(wanted: Readonly<Ref<string>>, { nodes }: FlowEditor = useFlowEditor()) {
  const { t } = useI18n();
  const hasStart = computed(() => [...nodes.value.values()].some(({ type }) => type === 'start'));
  const groups = computed(() => {
    const words = wanted.value.trim().toLocaleLowerCase();
    return palette.map(({ family, types }) => ({
      family,
      types: types.filter((type) =>
        `${t(`flows.types.${type}`)} ${t(`editor.types.${type}`)}`.toLocaleLowerCase().includes(words),
      ),
    }));
  });
  return { groups, hasStart };
}
