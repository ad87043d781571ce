import { CommandError, unsupported } from '../errors.ts';
import type { Fields } from '../values/partial.ts';
import { isDoc, type Doc } from '../values/types.ts';
import type { Found } from './read.ts';

/** Paths as a tree: `{a: {b: true}}` for `a.b`. */
interface Tree {
  [segment: string]: Tree | true;
}

/** What of a document is answered. */
export interface Projection {
  of(doc: Doc): Doc;
  /** The same of a document that was found, of which no more is read than is answered. */
  ofFound(found: Found): Doc;
}

const everything: Projection = { of: (doc) => doc, ofFound: ({ doc }) => doc };

/** Compiles the projection of a find: fields to keep, or fields to leave out. Operators and computed fields are refused. */
export function compileProjection(projection: Doc | undefined): Projection {
  const entries = Object.entries(projection ?? {});
  if (entries.length === 0) return everything;
  for (const [path, wish] of entries)
    if ((typeof wish !== 'number' && typeof wish !== 'boolean') || path.includes('$'))
      throw unsupported(`The projection of ${path} (only fields to keep or to leave out)`);
  const fields = entries.filter(([path]) => path !== '_id');
  const keeps = fields.length > 0 ? Boolean(fields[0]?.[1]) : Boolean(entries[0]?.[1]);
  if (fields.some(([, wish]) => Boolean(wish) !== keeps))
    throw new CommandError(31254, 'Location31254', 'A projection cannot both keep and leave out fields');
  const tree = treeOf(fields.map(([path]) => path));
  const id = entries.find(([path]) => path === '_id');
  const wantsId = id === undefined || Boolean(id[1]);
  if (keeps && wantsId) tree['_id'] = true;
  if (!keeps && !wantsId) tree['_id'] = true;
  const names = Object.keys(tree);
  const of = (doc: Doc): Doc => (keeps ? keep(doc, tree) : leaveOut(doc, tree));
  if (keeps && names.length === 1 && wantsId) return { of, ofFound: ({ withId }) => withId };
  // What is left out as a whole, and what is not kept, is not even decoded.
  const read: Fields = { names: new Set(keeps ? names : names.filter((name) => tree[name] === true)), keeps };
  return { of, ofFound: (found) => of(found.fields(read)) };
}

function treeOf(paths: string[]): Tree {
  const tree: Tree = Object.create(null) as Tree;
  for (const path of paths) {
    const segments = path.split('.');
    const last = segments.pop() ?? path;
    let at: Tree | true | undefined = tree;
    for (const segment of segments) {
      if (at === true) break;
      at = at[segment] ??= Object.create(null) as Tree;
    }
    if (at !== true) at[last] = true;
  }
  return tree;
}

function keep(doc: Doc, tree: Tree): Doc {
  const kept: Doc = {};
  for (const [name, value] of Object.entries(doc)) {
    const branch = tree[name];
    if (branch === true) kept[name] = value;
    else if (branch && (isDoc(value) || Array.isArray(value))) kept[name] = within(value, branch, keep, true);
  }
  return kept;
}

function leaveOut(doc: Doc, tree: Tree): Doc {
  const kept: Doc = {};
  for (const [name, value] of Object.entries(doc)) {
    const branch = tree[name];
    if (branch !== true) kept[name] = branch ? within(value, branch, leaveOut, false) : value;
  }
  return kept;
}

/** Applies a projection inside a value: through arrays, into documents. Keeping drops array elements that have no fields. */
function within(value: unknown, tree: Tree, apply: (doc: Doc, tree: Tree) => Doc, dropsScalars: boolean): unknown {
  if (isDoc(value)) return apply(value, tree);
  if (!Array.isArray(value)) return value;
  const elements = dropsScalars ? value.filter((element) => isDoc(element) || Array.isArray(element)) : value;
  return elements.map((element) => within(element, tree, apply, dropsScalars));
}
