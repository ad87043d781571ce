import { syntaxTree } from '@codemirror/language';
import { hoverTooltip } from '@codemirror/view';
import { schemasTo } from '../schema/index.ts';
import type { Knowledge } from './completion.ts';
import { description } from './describe.ts';
import { nameOf, pathOfNode } from './places.ts';

/** Says what a field is for while the pointer rests on its name. */
export const hoverOf = (knowledge: Knowledge) =>
  hoverTooltip(({ state }, position) => {
    const node = syntaxTree(state).resolveInner(position, 1);
    const property = node.parent;
    if (node.name !== 'PropertyName' || !property) return null;
    const path = pathOfNode(state, property);
    const { root, resolve, document } = knowledge;
    const schema = schemasTo(root, document(), path, resolve)[path.length - 1];
    if (!schema) return null;
    const name = nameOf(state, property);
    return { pos: node.from, end: node.to, create: () => ({ dom: description(schema, name, knowledge.words()) }) };
  });
