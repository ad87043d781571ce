import { toAdminister, type Role, type Settings } from '@pih/schemas';
import { createPermissions, type Permissions } from '../scopes/enforcer.ts';
import type { Operator } from '../people/operators.ts';
import type { Indispensable } from '../problems.ts';

/** What somebody must always be able to do: who is shut out could otherwise never be let in again. */
export const manageOperators = 'operators.manage';

/** The documents that decide who can do what. */
export interface Constitution {
  roles: readonly Role[];
  approvals: Settings['approvals'];
}

/** What would be missing, and how many would be needed where people have to approve. */
export interface Missing {
  because: Indispensable;
  approvers: number;
}

type People = readonly Pick<Operator, 'id' | 'roles' | 'disabledAt'>[];

/** Which operators who may sign in could do all of some actions everywhere. */
export async function ableTo<Person extends People[number]>(
  people: readonly Person[],
  actions: readonly string[],
  { covers }: Pick<Permissions, 'covers'>,
): Promise<Person[]> {
  const able: Person[] = [];
  for (const person of people) {
    if (person.disabledAt !== null) continue;
    const answers = await Promise.all(actions.map((action) => covers(person.roles, action)));
    if (answers.every(Boolean)) able.push(person);
  }
  return able;
}

/**
 * What an installation could not be brought back from: nobody who lets operators in, nobody who may publish roles and
 * settings, or fewer who may approve those than the approval rules ask for, as a change of these rules always has to be
 * approved.
 * @returns undefined when nothing is missing, or nobody works here yet
 */
export async function missing(people: People, constitution: Constitution): Promise<Missing | undefined> {
  if (!people.length) return undefined;
  const permissions = createPermissions(() => constitution.roles, {});
  const able = (...actions: string[]) => ableTo(people, actions, permissions);
  const approvers = Math.max(0, ...(constitution.approvals ?? []).map((rule) => rule.approvers ?? 1));
  if (!(await able(manageOperators)).length) return { because: 'last', approvers };
  const publishers = await able('config.publish', toAdminister);
  if (!publishers.length) return { because: 'publishers', approvers };
  if (approvers === 0) return undefined;
  const approving = await able('config.approve', toAdminister);
  // Nobody approves what they asked for, so one more has to be there to ask.
  const everybody = new Set([...publishers, ...approving].map(({ id }) => id));
  return approving.length >= approvers && everybody.size > approvers ? undefined : { because: 'approvers', approvers };
}
