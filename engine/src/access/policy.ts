import type { Role } from '@pih/schemas';

/** Something that may be done, as `resource.verb`; in a policy, `*` stands for every resource or verb. */
export interface ActionParts {
  resource: string;
  verb: string;
}

/** What one grant of a role says about one action or pattern. */
export interface PolicyLine extends ActionParts {
  role: string;
  effect: 'allow' | 'deny';
}

/** Takes "payments.refund", "payments.*" or "*" apart. */
export function partsOf(action: string): ActionParts {
  const [resource = '', verb = '*'] = action.split('.', 2);
  return { resource, verb };
}

/**
 * The policy lines of role documents.
 *
 * A grant with a condition (`when`) is taken the safe way, because no payment is at hand where routes decide: a
 * conditional deny holds always, a conditional allow never. Nobody may do more than the document says; some may do less.
 */
export const policyOf = (roles: readonly Role[]): PolicyLine[] =>
  roles.flatMap(({ id: role, grants }) =>
    grants
      .map(({ effect = 'allow', ...grant }) => ({ effect, ...grant }))
      .filter(({ effect, when }) => effect === 'deny' || when === undefined)
      .flatMap(({ actions, effect }) => actions.map((action) => ({ role, ...partsOf(action), effect }))),
  );

const meets = (one: string, other: string): boolean => one === other || one === '*' || other === '*';

/** Whether some action falls under both patterns. */
export const overlap = (one: ActionParts, other: ActionParts): boolean =>
  meets(one.resource, other.resource) && meets(one.verb, other.verb);
