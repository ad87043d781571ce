import { ForTag, toValueSync, type Liquid, type Template } from 'liquidjs';
import { nearest } from './nearest.ts';

/** A name in a template that leads nowhere. */
export interface UnknownName {
  name: string;
  /** In the template, from 1. */
  line: number;
  /** The nearest name that does lead somewhere. */
  suggestion?: string;
}

/** A name that a template gives to a value, and never speaks of again. */
export type UnusedName = Omit<UnknownName, 'suggestion'>;

/** What may stand behind a list or a text without being one of its members. */
const ofLists = new Set(['size', 'first', 'last']);
/** Members of these are the merchant's own words. */
const free = new Set(['payment.metadata', 'payment.custom']);
/** What Liquid tells within each loop. */
const forloop = { index: 1, index0: 0, rindex: 1, rindex0: 0, first: true, last: true, length: 1, name: '' };

/** Whether a path leads somewhere in facts that have everything. */
function isKnown(path: readonly unknown[], facts: unknown, at = ''): boolean {
  if (path.length === 0 || free.has(at)) return true;
  const [head, ...rest] = path;
  if (Array.isArray(facts)) {
    if (typeof head === 'number' || head === 'first' || head === 'last') return isKnown(rest, facts[0], at);
    return head === 'size' && rest.length === 0;
  }
  if (typeof facts === 'string') return ofLists.has(String(head)) && rest.length === 0;
  if (typeof facts !== 'object' || facts === null || !Object.hasOwn(facts, String(head))) return false;
  return isKnown(rest, (facts as Record<string, unknown>)[String(head)], at ? `${at}.${String(head)}` : String(head));
}

/** Every name that may be written, for suggestions and for the help beside the editor. */
export function namesIn(facts: unknown, at = ''): string[] {
  if (typeof facts !== 'object' || facts === null || facts instanceof Date || Array.isArray(facts))
    return at ? [at] : [];
  const inner = Object.entries(facts).flatMap(([key, value]) => namesIn(value, at ? `${at}.${key}` : key));
  return isSum(facts) ? [at, ...inner] : inner;
}

const isSum = (value: object): boolean => 'amount' in value && 'currency' in value;

type Path = readonly unknown[];

/** What stands for the elements of lists within loops: their names, each with the lists that it goes through. */
function loopNames(templates: readonly Template[]): Map<string, Path[]> {
  const found = new Map<string, Path[]>();
  const walk = (each: Template): void => {
    if (each instanceof ForTag) {
      const { variable, collection } = each;
      const path = 'props' in collection ? collection.props.map((prop) => ('content' in prop ? prop.content : '')) : [];
      // Of a range, or of what filters have made, nothing is known.
      if (path.length > 0) found.set(variable, [...(found.get(variable) ?? []), path]);
    }
    if (each.children) for (const child of toValueSync(each.children(false, true)) as Template[]) walk(child);
  };
  for (const each of templates) walk(each);
  return found;
}

/** What a path means outside of all loops: each name of an element is the first of its list. */
function withoutLoops(path: Path, loops: ReadonlyMap<string, Path[]>, depth = 0): Path[] {
  const [head, ...rest] = path;
  const lists = loops.get(String(head));
  // A loop over itself leads nowhere.
  if (!lists || depth > loops.size) return [path];
  return lists.flatMap((list) => withoutLoops([...list, 0, ...rest], loops, depth + 1));
}

/**
 * The names of a template that no payment has, with what was probably meant, and those that it makes for nothing.
 * @param facts of a payment that has everything
 */
export function doubtfulNames(
  liquid: Liquid,
  source: string,
  facts: object,
): { unknown: UnknownName[]; unused: UnusedName[] } {
  const templates = liquid.parse(source);
  const { globals, locals, variables } = liquid.analyzeSync(templates);
  const loops = loopNames(templates);
  const names = namesIn(facts);
  const namesOf = (path: Path, root: string): string[] =>
    loops.has(root) ? elementNames(path, root, loops, facts) : names;
  const everything = { ...facts, forloop };
  const leads = (path: Path): boolean => withoutLoops(path, loops).some((each) => isKnown(each, everything));
  // Of a list that does not exist, only that is told.
  const elements = [...loops].filter(([, lists]) => lists.some(leads)).flatMap(([name]) => variables[name] ?? []);
  const spoken = [...Object.values(globals).flat(), ...elements, ...(variables['forloop'] ?? [])];
  const unknown = [...new Set(spoken)]
    .filter(({ segments }) => !leads(segments))
    .map(({ segments, location }) => {
      const name = segments.map(String).join('.');
      const suggestion = nearest(name, namesOf(segments, String(segments[0])));
      return { name, line: location.row, ...(suggestion && { suggestion }) };
    });
  const unused = Object.entries(locals)
    .filter(([name]) => !variables[name])
    .flatMap(([name, [first]]) => (first ? [{ name, line: first.location.row }] : []));
  return { unknown, unused };
}

/** What an element of a loop's list has, by the name that it has in the loop. */
function elementNames(path: Path, root: string, loops: ReadonlyMap<string, Path[]>, facts: object): string[] {
  const [list = []] = withoutLoops([root], loops);
  const element = list.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[String(step)] : undefined),
    facts,
  );
  return path.length > 1 ? namesIn({ [root]: element }) : [];
}
