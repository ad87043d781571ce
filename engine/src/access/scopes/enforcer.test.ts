import type { Role } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { createPermissions } from './enforcer.ts';
import { allow, aRole, deny, storedFacts } from '../test-hub.ts';

const large: NonNullable<Role['grants'][number]['when']> = {
  fact: 'amount',
  operator: 'greaterThan',
  value: { amount: 500_00, currency: 'EUR' },
};

const permissionsOf = (...roles: Role[]) => createPermissions(() => roles, storedFacts);

describe('what roles allow', () => {
  it('is what they name, and nothing beside it', async () => {
    const { can } = permissionsOf(aRole('support', allow('payments.read')));
    expect(await can(['support'], 'payments.read')).toBe(true);
    expect(await can(['support'], 'payments.refund')).toBe(false);
    expect(await can(['support'], 'payments-archive.read')).toBe(false);
  });

  it.each([
    ['payments.*', 'payments.refund', true],
    ['payments.*', 'payments-archive.refund', false],
    ['payments.*', 'config.publish', false],
    ['*', 'config.publish', true],
  ])('with the pattern %s is %s: %s', async (pattern, action, expected) => {
    const { can } = permissionsOf(aRole('pattern', allow(pattern)));
    expect(await can(['pattern'], action)).toBe(expected);
  });

  it('adds up over the roles of a caller', async () => {
    const { can } = permissionsOf(aRole('reader', allow('payments.read')), aRole('refunder', allow('payments.refund')));
    expect(await can(['reader', 'refunder'], 'payments.read')).toBe(true);
    expect(await can(['reader', 'refunder'], 'payments.refund')).toBe(true);
    expect(await can(['reader'], 'payments.refund')).toBe(false);
  });

  it.each([
    ['payments.refund', 'payments.refund'],
    ['*', 'payments.refund'],
    ['payments.refund', 'payments.*'],
    ['payments.refund', '*'],
  ])('loses to a deny: %s allowed, %s denied', async (allowed, denied) => {
    const { can } = permissionsOf(aRole('giving', allow(allowed)), aRole('taking', deny(denied)));
    expect(await can(['giving', 'taking'], 'payments.refund')).toBe(false);
    expect(await can(['taking', 'giving'], 'payments.refund')).toBe(false);
    expect(await can(['giving'], 'payments.refund')).toBe(true);
  });

  it('is nothing for no role, an unknown role or a role that has gone', async () => {
    const roles = [aRole('support', allow('payments.read'))];
    const permissions = createPermissions(() => roles, storedFacts);
    expect(await permissions.can([], 'payments.read')).toBe(false);
    expect(await permissions.can(['boss'], 'payments.read')).toBe(false);
    expect(await permissions.can(['support'], 'payments.read')).toBe(true);
    roles.pop();
    permissions.changed();
    expect(await permissions.can(['support'], 'payments.read')).toBe(false);
  });

  it('is something where a condition allows it, and not everything', async () => {
    const { can, covers } = permissionsOf(
      aRole('careful', allow('payments.read'), { actions: ['payments.refund'], when: large }),
      aRole('barred', allow('payments.*'), { actions: ['payments.refund'], effect: 'deny', when: large }),
    );
    for (const role of ['careful', 'barred']) {
      expect(await can([role], 'payments.refund'), role).toBe(true);
      expect(await covers([role], 'payments.refund'), role).toBe(false);
      expect(await covers([role], 'payments.read'), role).toBe(true);
    }
    expect(
      await permissionsOf(aRole('careful', { actions: ['payments.refund'], when: large })).can([], 'payments.refund'),
    ).toBe(false);
  });

  it.each(['config.publish', '*'])(
    'is nothing where a condition on payments would have to be asked elsewhere: %s',
    async (pattern) => {
      const { can } = permissionsOf(
        aRole('odd', { actions: [pattern], when: large }),
        aRole('sure', allow('*')),
        aRole('barred', { actions: [pattern], effect: 'deny', when: large }),
      );
      expect(await can(['odd'], 'config.publish')).toBe(false);
      expect(await can(['sure'], 'config.publish')).toBe(true);
      expect(await can(['sure', 'barred'], 'config.publish')).toBe(false);
    },
  );

  it('holds although two grants say the same', async () => {
    const { can } = permissionsOf(aRole('support', allow('payments.read'), allow('payments.read', 'config.read')));
    expect(await can(['support'], 'config.read')).toBe(true);
  });

  it('is read anew once the roles have changed', async () => {
    const roles = [aRole('support', allow('payments.read'))];
    const permissions = createPermissions(() => roles, storedFacts);
    expect(await permissions.can(['support'], 'payments.read')).toBe(true);
    roles[0] = aRole('support', allow('payments.read'), deny('payments.read'));
    permissions.changed();
    expect(await permissions.can(['support'], 'payments.read')).toBe(false);
  });
});

describe('roles that could not be read', () => {
  it('are read again for the next question', async () => {
    let isReadable = false;
    const support = aRole('support', allow('payments.read'));
    const permissions = createPermissions(() => {
      const { grants, ...rest } = support;
      return [
        {
          ...rest,
          get grants() {
            if (!isReadable) throw new Error('not now');
            return grants;
          },
        },
      ];
    }, storedFacts);
    await expect(permissions.can(['support'], 'payments.read')).rejects.toThrow('not now');
    isReadable = true;
    expect(await permissions.can(['support'], 'payments.read')).toBe(true);
  });
});

describe('a pattern is covered', () => {
  it.each([
    [allow('*'), '*', true],
    [allow('*'), 'payments.*', true],
    [allow('payments.*'), 'payments.*', true],
    [allow('payments.*'), '*', false],
    [allow('payments.read', 'payments.refund'), 'payments.*', false],
  ])('by %j: %s is %s', async (grant, pattern, expected) => {
    expect(await permissionsOf(aRole('one', grant)).covers(['one'], pattern)).toBe(expected);
  });

  it('only where no deny takes a piece out of it', async () => {
    const { covers } = permissionsOf(aRole('one', allow('*'), deny('secrets.write')));
    expect(await covers(['one'], '*')).toBe(false);
    expect(await covers(['one'], 'secrets.*')).toBe(false);
    expect(await covers(['one'], 'payments.*')).toBe(true);
    expect(await covers(['one'], 'secrets.read')).toBe(true);
  });
});
