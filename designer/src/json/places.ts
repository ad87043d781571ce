import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { partsOf, type Path } from '../schema/index.ts';

/** What is parsed before it is asked for a place; longer documents are parsed as far as this takes us, in milliseconds. */
const patience = 200;

const isValue = ({ name }: SyntaxNode): boolean =>
  ['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'].includes(name);

const textOf = (state: EditorState, node: SyntaxNode): string => state.sliceDoc(node.from, node.to);

/** The name that a property's text stands for; half-written ones count as far as they go. */
export function nameOf(state: EditorState, property: SyntaxNode): string {
  const node = property.getChild('PropertyName');
  if (!node) return '';
  const text = textOf(state, node);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replace(/^"|"$/g, '');
  }
}

const valueOf = (property: SyntaxNode): SyntaxNode | null => {
  const last = property.lastChild;
  return last && isValue(last) ? last : null;
};

/** The entries of a list, without brackets and commas. */
function entriesOf(list: SyntaxNode): SyntaxNode[] {
  const entries: SyntaxNode[] = [];
  for (let at = list.firstChild; at; at = at.nextSibling) if (isValue(at)) entries.push(at);
  return entries;
}

/** Where in the document a node of the text stands. */
export function pathOfNode(state: EditorState, node: SyntaxNode): Path {
  const path: (string | number)[] = [];
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.name === 'Property') path.unshift(nameOf(state, at));
    const { parent } = at;
    if (parent?.name === 'Array' && isValue(at)) {
      const [from, to] = [at.from, at.to];
      path.unshift(entriesOf(parent).findIndex((entry) => entry.from === from && entry.to === to));
    }
  }
  return path;
}

export interface Place {
  /** Of the object, when a name is being written; of the value otherwise. */
  path: Path;
  role: 'name' | 'value';
  /** What is being written, to be replaced by a completion. */
  from: number;
  to: number;
  /** Names that the object has already. */
  names: readonly string[];
}

const namesIn = (state: EditorState, object: SyntaxNode, except?: SyntaxNode): string[] =>
  object
    .getChildren('Property')
    .filter((property) => property.from !== except?.from)
    .map((property) => nameOf(state, property));

const isGroup = ({ name }: SyntaxNode): boolean => name === 'Object' || name === 'Array';

/** Whether a position is between the brackets; a group that is not closed yet goes on to the end. */
const isInside = (group: SyntaxNode, at: number): boolean =>
  isGroup(group) && at > group.from && (at < group.to || !['}', ']'].includes(group.lastChild?.name ?? ''));

/** The node that is being written at a position, or the object or list that it is between things of. */
function nodeAt(state: EditorState, at: number): SyntaxNode {
  let node = syntaxTree(state).resolveInner(at, -1);
  // Signs such as a bracket or a comma belong to what they hold together, and so does what is no JSON yet.
  while (node.parent && !isValue(node) && node.name !== 'Property' && node.name !== 'PropertyName') node = node.parent;
  return node;
}

function inObject(state: EditorState, object: SyntaxNode, at: number, name?: SyntaxNode): Place {
  const names = namesIn(state, object, name?.parent ?? undefined);
  return { path: pathOfNode(state, object), role: 'name', from: name?.from ?? at, to: name?.to ?? at, names };
}

function inList(state: EditorState, list: SyntaxNode, at: number, entry?: SyntaxNode): Place {
  const index = entriesOf(list).filter(({ to }) => to < at).length;
  const path = [...pathOfNode(state, list), index];
  return { path, role: 'value', from: entry?.from ?? at, to: entry?.to ?? at, names: [] };
}

/** What is being written at a position: a name, or a value, and of what. Undefined outside of everything. */
export function placeAt(state: EditorState, at: number): Place | undefined {
  const node = nodeAt(state, at);
  if (isInside(node, at)) return node.name === 'Object' ? inObject(state, node, at) : inList(state, node, at);
  const holder = node.name === 'Property' ? node : node.parent;
  if (node.name === 'PropertyName' && holder?.parent) return inObject(state, holder.parent, at, node);
  if (holder?.name === 'Array') return inList(state, holder, at, node);
  if (holder?.name !== 'Property') return undefined;
  const value = valueOf(holder);
  const [from, to] = value && value.to >= at && value.from <= at ? [value.from, value.to] : [at, at];
  return { path: pathOfNode(state, holder), role: 'value', from, to, names: [] };
}

export interface Range {
  from: number;
  to: number;
}

/**
 * Where in the text a JSON pointer leads: to the value, or to the name when the name is what is meant. Where there is no
 * such place, to the nearest that there is: what misses a field.
 */
export function rangeOf(state: EditorState, pointer: string, of: 'value' | 'name' = 'value'): Range {
  const tree = ensureSyntaxTree(state, state.doc.length, patience) ?? syntaxTree(state);
  let at = tree.topNode.firstChild;
  let range: Range = at ? openingOf(at) : { from: 0, to: 0 };
  const parts = partsOf(pointer);
  for (const [index, part] of parts.entries()) {
    const property: SyntaxNode | undefined = at?.getChildren('Property').find((one) => nameOf(state, one) === part);
    const next: SyntaxNode | null | undefined =
      at?.name === 'Array' ? entriesOf(at)[Number(part)] : property && valueOf(property);
    const isLast = index === parts.length - 1;
    const name = property?.getChild('PropertyName');
    if (isLast && of === 'name' && name) return { from: name.from, to: name.to };
    if (!next) return range;
    at = next;
    // A whole object underlined says nothing: its name does, or its first sign.
    range =
      isLast && !isGroup(next)
        ? { from: next.from, to: next.to }
        : name
          ? { from: name.from, to: name.to }
          : openingOf(next);
  }
  return range;
}

const openingOf = ({ from, to }: Range): Range => ({ from, to: Math.min(to, from + 1) });
