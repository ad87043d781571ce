import type { Role } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { createPermissions } from '../scopes/enforcer.ts';
import { createRoleRules } from './role-rules.ts';
import { allow, aRole, deny, storedFacts } from '../test-hub.ts';

const paypal = { fact: 'method', operator: 'equal', value: 'paypal' } as const;

const roles: Role[] = [
  aRole('administrator', allow('*')),
  aRole('refunder', allow('payments.refund')),
  aRole('agent', { actions: ['payments.refund'], when: paypal }),
  aRole('barred', deny('payments.cancel')),
  { ...aRole('auditor', allow('payments.*', 'operators.manage')), masked: ['email', 'name'] },
  { ...aRole('trainee', allow('payments.read')), masked: ['email', 'name', 'phone'] },
  aRole('reader', allow('payments.read')),
];
const rules = createRoleRules(
  () => roles,
  createPermissions(() => roles, storedFacts),
  () => ['payments.read', 'payments.refund', 'payments.cancel', 'config.publish'],
);

/** "given", or the problem's type. */
const handing = (giver: string[], names: string[]): Promise<string> =>
  rules.mustHold(giver, names).then(
    () => 'given',
    (error: unknown) => String((error as { type?: unknown }).type),
  );

describe('handing roles out', () => {
  it.each<[string[], string[], string]>([
    [['administrator'], ['refunder', 'agent', 'auditor'], 'given'],
    [['refunder'], ['agent'], 'given'],
    // What holds for some payments is less than what holds for all.
    [['agent'], ['refunder'], 'forbidden'],
    [['agent'], ['agent'], 'given'],
    [['administrator', 'barred'], ['administrator'], 'forbidden'],
    [['administrator', 'barred'], ['barred', 'administrator'], 'given'],
    // Nobody makes a key that shows what they themselves see in part only.
    [['auditor'], ['reader'], 'mask-not-given'],
    [['auditor'], ['trainee'], 'given'],
    [['auditor', 'administrator'], ['administrator'], 'mask-not-given'],
    [['reader', 'auditor'], ['reader', 'trainee'], 'given'],
  ])('by %j of %j is %s', async (giver, names, expected) => {
    expect(await handing(giver, names)).toBe(expected);
  });
});

describe('the actions of a session', () => {
  it('are those that are allowed on some payments at least, and patterns that are allowed on all', async () => {
    expect(await rules.actionsOf(['agent'])).toEqual(['payments.refund']);
    expect(await rules.actionsOf(['auditor'])).toEqual([
      'operators.manage',
      'payments.*',
      'payments.cancel',
      'payments.read',
      'payments.refund',
    ]);
    expect(await rules.actionsOf(['auditor', 'barred'])).toEqual([
      'operators.manage',
      'payments.read',
      'payments.refund',
    ]);
  });
});
