import type { FlowNode } from '@pih/schemas/types';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { WayOut } from '../graph/edge.ts';
import { handleOf, exitsOf } from '../graph/exits.ts';
import { isBlank } from '../graph/is-blank.ts';
import { refusalOf } from '../graph/refusal.ts';
import { useSpeech } from '../../../condition-words/index.ts';
import { exitInWords, nodeInWords, nodeTitle } from '../words/node.ts';
import type { FlowEditor } from './flow-editor.ts';
import type { FlowCommands, Where } from './use-flow-commands.ts';
import { useNodeTypes } from './use-node-types.ts';

interface Point {
  x: number;
  y: number;
}
interface Choice {
  value: string;
  label: string;
  help: string;
  type: FlowNode['type'];
}
/** A list over the canvas to pick one thing from. */
export interface Panel {
  at: Point;
  label: string;
  placeholder: string;
  options: readonly Choice[];
  pick(option: Choice): void;
}

/** The small lists that open over the canvas: a step to add, a node to find, a node to lead to. */
export function usePanels(editor: FlowEditor, commands: FlowCommands) {
  const { t } = useI18n();
  const speech = useSpeech();
  const { groups, hasStart } = useNodeTypes(shallowRef(''), editor);
  const panel = shallowRef<Panel>();

  const inWords = (node: FlowNode): Choice => ({
    value: node.id,
    type: node.type,
    label: nodeTitle(node, speech.value),
    help: isBlank(node) ? t(`flows.blank.${node.type}`) : nodeInWords(node, speech.value),
  });

  /** What a way out is called, where its node has several. */
  function exitOf({ node: id, exit }: WayOut): string | undefined {
    const node = editor.nodes.value.get(id);
    return node && exit !== undefined && exitsOf(node).length > 1 ? exitInWords(node, exit, speech.value) : undefined;
  }

  /** @param at on the screen */
  function insert(at: Point, where: Where = {}): void {
    const isLoose = !where.from && !where.edge;
    const types = groups.value
      .flatMap((group) => group.types)
      .filter((type) => (type === 'start' ? isLoose && !hasStart.value : type !== 'note' || isLoose));
    const exit = where.from && exitOf(where.from);
    panel.value = {
      at,
      label: exit ? t('editor.quick.on', { exit }) : t('editor.quick.title'),
      placeholder: t('editor.quick.search'),
      options: types.map((type) => ({
        value: type,
        type,
        label: t(`flows.types.${type}`),
        help: t(`editor.types.${type}`),
      })),
      pick: ({ type }) => commands.add(type, where),
    };
  }

  function search(at: Point): void {
    panel.value = {
      at,
      label: t('editor.search.title'),
      placeholder: t('editor.search.placeholder'),
      options: editor.draft.document.value.nodes.map(inWords),
      pick: ({ value }) => editor.reveal(value),
    };
  }

  function leadFrom(from: WayOut, exit: string | undefined, at: Point): void {
    const flow = editor.draft.document.value;
    const old = flow.edges.find((edge) => edge.source === from.node && edge.sourceHandle === from.exit)?.id;
    panel.value = {
      at,
      label: exit === undefined ? t('editor.connect.title') : t('editor.connect.from', { exit }),
      placeholder: t('editor.connect.placeholder'),
      options: flow.nodes.filter(({ id }) => !refusalOf(flow, from, id, old)).map(inWords),
      pick: ({ value }) => commands.connect(from, value),
    };
  }

  /** Leads the selected node on; where it has several ways out, the first free one, as adding does. */
  function connect(at: Point): void {
    const [id] = editor.selected.value.size === 1 ? editor.selected.value : [];
    const node = id === undefined ? undefined : editor.nodes.value.get(id);
    const from = node && commands.nextWayOut(node.id);
    if (!node || !from || !commands.canEdit.value) return;
    const exits = exitsOf(node);
    if (exits.length < 2) return leadFrom(from, undefined, at);
    const { edges } = editor.draft.document.value;
    panel.value = {
      at,
      label: t('editor.connect.title'),
      placeholder: t('editor.connect.which'),
      options: exits.map((exit) => {
        const target = edges.find((edge) => edge.source === node.id && edge.sourceHandle === exit)?.target;
        const next = target === undefined ? undefined : editor.nodes.value.get(target);
        const label = exitInWords(node, exit, speech.value) || t('flows.blank.exit');
        return {
          value: exit,
          type: next?.type ?? node.type,
          label,
          help: next ? t('editor.connectTo', { title: nodeTitle(next, speech.value) }) : t('editor.connect.free'),
        };
      }),
      pick: ({ value, label }) => leadFrom({ node: node.id, exit: handleOf(node, value) }, label, at),
    };
  }

  function pick(option: Choice): void {
    const open = panel.value;
    panel.value = undefined;
    open?.pick(option);
  }

  return {
    panel: computed(() => panel.value),
    insert,
    search,
    connect,
    pick,
    close: () => void (panel.value = undefined),
  };
}
