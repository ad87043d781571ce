import type { Condition, Role } from '@pih/schemas';

/** Something that may be done, as `resource.verb`; in a policy, `*` stands for every resource or verb. */
export interface ActionParts {
  resource: string;
  verb: string;
}

/** What one grant of a role says about one action or pattern. */
export interface PolicyLine extends ActionParts {
  role: string;
  effect: 'allow' | 'deny';
  /** It counts for payments that this holds for; for all when absent. */
  when?: Condition;
}

/** Takes "payments.refund", "payments.*" or "*" apart. */
export function partsOf(action: string): ActionParts {
  const [resource = '', verb = '*'] = action.split('.', 2);
  return { resource, verb };
}

/**
 * Resources whose every thing belongs to a payment: a grant on them may be limited to some payments. Of everything else
 * nobody could say whether a condition on payments holds.
 */
const belongingToPayments: ReadonlySet<string> = new Set(['payments', 'invoices', 'messages']);

/** Whether a grant on a resource, or on all of it, may be limited by a condition. */
export const isLimitable = (resource: string): boolean => belongingToPayments.has(resource);

/** The same for people: "payments.*, invoices.*, messages.*". */
export const limitableActions = [...belongingToPayments].map((resource) => `${resource}.*`).join(', ');

/** The policy lines of role documents. */
export const policyOf = (roles: readonly Role[]): PolicyLine[] =>
  roles.flatMap(({ id: role, grants }) =>
    grants.flatMap(({ actions, effect = 'allow', when }) =>
      actions.map((action) => ({ role, ...partsOf(action), effect, ...(when && { when }) })),
    ),
  );

const meets = (one: string, other: string): boolean => one === other || one === '*' || other === '*';

/** Whether some action falls under both patterns. */
export const overlap = (one: ActionParts, other: ActionParts): boolean =>
  meets(one.resource, other.resource) && meets(one.verb, other.verb);
