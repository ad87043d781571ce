import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { FlowEditor } from './flow-editor.ts';

/** Keeps the view and the selected node in the address, so that a link leads to them: `?view=list&node=large-order`. */
export function useFlowAddress(editor: FlowEditor): void {
  const route = useRoute();
  const router = useRouter();

  /** What was written last: an address that arrives late must not take back what has been selected since. */
  let written: string | undefined;
  const inWords = (node: unknown, view: unknown): string => JSON.stringify([node, view]);

  function read(): void {
    if (inWords(route.query['node'], route.query['view']) === written) return;
    editor.view.value = route.query['view'] === 'list' ? 'list' : 'canvas';
    const { node } = route.query;
    const selected = editor.selected.value;
    if (typeof node !== 'string' || !editor.nodes.value.has(node) || (selected.size === 1 && selected.has(node)))
      return;
    editor.reveal(node);
  }
  read();
  // Somebody follows a link to another node of the flow that is open.
  watch(() => [route.query['node'], route.query['view']], read);

  watch([editor.view, editor.selected], ([view, selected]) => {
    const { node: _node, view: _view, ...rest } = route.query;
    const [node] = selected.size === 1 ? selected : [];
    const query = { ...rest, ...(view === 'list' && { view }), ...(node !== undefined && { node }) };
    if (route.query['node'] === query.node && route.query['view'] === query.view) return;
    written = inWords(query.node, query.view);
    void router.replace({ query, hash: route.hash });
  });
}
