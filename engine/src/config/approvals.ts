import { isDeepStrictEqual } from 'node:util';
import type { Kind, Settings } from '@pih/schemas';
import { questionOf, type Facts } from '../rules/index.ts';
import type { Author, Release, ReleaseHow } from './model.ts';
import { isSame } from './drafts.ts';
import type { Snapshot } from './snapshot.ts';

type Rule = NonNullable<Settings['approvals']>[number];

/** A change that is about to go live. */
export interface Proposed {
  kind: Kind;
  document: unknown;
  /** What is live now; null for nothing. */
  before: unknown;
  how: ReleaseHow;
  /** Who asks for it. */
  by?: Author;
}

/** What has to be done before it may: the titles of the rules it meets, and how many people have to say yes. */
export interface Needs {
  needs: string[];
  approvers: number;
}

/** Everything but going back, which has to be quick when something is wrong. */
const usualHows: readonly ReleaseHow[] = ['publish', 'schedule', 'canary', 'archive', 'restore'];

const fieldOf = (document: unknown, name: string): unknown =>
  typeof document === 'object' && document !== null && Object.hasOwn(document, name)
    ? (document as Record<string, unknown>)[name]
    : undefined;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The top-level fields in which two documents differ. */
export function changedFields(before: unknown, after: unknown): string[] {
  const names = new Set([before, after].filter(isObject).flatMap((document) => Object.keys(document)));
  return [...names].filter((name) => !isDeepStrictEqual(fieldOf(before, name), fieldOf(after, name)));
}

function factsOf({ kind, document, before, how, by }: Proposed): Facts {
  const id = fieldOf(document, 'id');
  const environment = fieldOf(document, 'environment');
  return {
    kind,
    how,
    changed: changedFields(before, document),
    ...(typeof id === 'string' && { document: id }),
    ...(by?.name !== undefined && { author: by.name }),
    ...(kind === 'provider' && typeof environment === 'string' && { environment }),
  };
}

async function meets(rule: Rule, proposed: Proposed, facts: Facts): Promise<boolean> {
  if (!rule.kinds.includes(proposed.kind)) return false;
  if (!(rule.hows ?? usualHows).includes(proposed.how)) return false;
  return rule.when === undefined || (await questionOf(rule.when)(facts)).held;
}

/** The rules about actions guard themselves: whoever could loosen them alone would be bound by none of them. */
const loosensActions = ({ kind, document, before }: Proposed): boolean =>
  kind === 'settings' && changedFields(before, document).includes('actionApprovals');

/** Whoever could loosen the rules alone would be bound by none of them. */
const loosens = ({ kind, document, before }: Proposed): boolean =>
  kind === 'settings' && changedFields(before, document).includes('approvals');

/** What the rules that are live ask of a change. */
export async function approvalsNeeded(live: Snapshot, proposed: Proposed): Promise<Needs> {
  const rules = live.settings.approvals ?? [];
  const facts = factsOf(proposed);
  const met: Rule[] = [];
  for (const rule of rules) if (loosens(proposed) || (await meets(rule, proposed, facts))) met.push(rule);
  const ofActions = loosensActions(proposed) ? (live.settings.actionApprovals ?? []) : [];
  const all = [...met, ...ofActions];
  return {
    needs: all.map(({ title }) => title),
    approvers: Math.max(0, ...all.map(({ approvers }) => approvers ?? 1)),
  };
}

/** Why somebody may not approve a release, though they may approve others; undefined when they may. */
export function refusalOf(release: Release, by: Author): 'api_key' | 'asked' | 'edited' | 'twice' | undefined {
  if (by.type !== 'operator') return 'api_key';
  if (isSame(release.requestedBy, by)) return 'asked';
  if (release.editors.some((editor) => isSame(editor, by))) return 'edited';
  return release.approvals.some((approval) => isSame(approval.by, by)) ? 'twice' : undefined;
}

/** Who made somebody's access, and who made theirs, and so on: ids. */
export type MakersOf = (who: { type: 'operator' | 'api_key'; id: string }) => Promise<readonly string[]>;

const madeBy = async (makersOf: MakersOf, { type, id }: Author): Promise<readonly string[]> =>
  id !== undefined && (type === 'operator' || type === 'api_key') ? makersOf({ type, id }) : [];

/**
 * Whether somebody's access was made by one of those whose work it is, or the key that they used by somebody: what is one
 * person's is no second person's yes.
 */
export async function isOwnMaking(makersOf: MakersOf, release: Release, by: Author): Promise<boolean> {
  const makers = await madeBy(makersOf, by);
  for (const worked of [release.requestedBy, ...release.editors]) {
    if (worked.id !== undefined && makers.includes(worked.id)) return true;
    if (worked.type === 'api_key' && by.id !== undefined && (await madeBy(makersOf, worked)).includes(by.id))
      return true;
  }
  return false;
}
