import { brokenRule, scopeFacts, type FieldError, type Role } from '@pih/schemas';
import { checkCondition } from '../../rules/index.ts';
import { isLimitable, limitableActions, partsOf } from '../scopes/policy.ts';

type Grant = Role['grants'][number];

const meets = (pattern: string, action: string): boolean =>
  pattern === '*' || pattern === action || (pattern.endsWith('.*') && action.startsWith(pattern.slice(0, -1)));

/** Actions that nothing asks for. */
const strangeActions = ({ actions }: Grant, path: string, known: readonly string[]): FieldError[] =>
  actions.flatMap((action, at) =>
    known.some((one) => meets(action, one))
      ? []
      : [brokenRule('unknown-action', `${path}/actions/${at}`, { action, actions: [...known] }, action)],
  );

/** Conditions on actions that are about no payment: nobody could say whether they hold. */
const unlimitable = ({ actions, when }: Grant, path: string): FieldError[] =>
  actions.flatMap((action, at) =>
    !when || isLimitable(partsOf(action).resource)
      ? []
      : [brokenRule('unlimitable', `${path}/actions/${at}`, { action, actions: limitableActions }, action)],
  );

/**
 * What keeps a role from being published beyond its schema: actions that nothing asks for, and conditions that no payment
 * could answer.
 * @param known every action that some route asks for
 */
export const roleErrors = ({ grants }: Role, known: readonly string[]): FieldError[] =>
  grants.flatMap((grant, index) => {
    const path = `/grants/${index}`;
    return [
      ...strangeActions(grant, path, known),
      ...unlimitable(grant, path),
      ...(grant.when ? checkCondition(grant.when, `${path}/when`, scopeFacts) : []),
    ];
  });
