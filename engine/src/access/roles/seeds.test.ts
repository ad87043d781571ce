import { parseDocument, type Role } from '@pih/schemas';
import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createPermissions, type Permissions } from '../scopes/enforcer.ts';
import { storedFacts } from '../test-hub.ts';

const folder = new URL('../../../../seeds/base/role/', import.meta.url);

let roles: Role[];
let permissions: Permissions;
beforeAll(async () => {
  const files = await readdir(folder);
  const read = async (file: string) => parseDocument('role', JSON.parse(await readFile(new URL(file, folder), 'utf8')));
  roles = await Promise.all(files.map(read));
  permissions = createPermissions(() => roles, storedFacts);
});

describe('the roles of the demo', () => {
  it('are those that most shops start with', () => {
    expect(roles.map(({ id }) => id).sort()).toEqual([
      'administrator',
      'checkout-manager',
      'finance-manager',
      'operator',
      'shop',
      'viewer',
    ]);
  });

  it.each([
    ['administrator', 'keys.manage', true],
    ['operator', 'payments.refund', true],
    ['operator', 'payments.create', false],
    ['operator', 'config.publish', false],
    ['operator', 'payments.approve', false],
    ['finance-manager', 'payments.approve', true],
    ['finance-manager', 'payments.refund', true],
    ['finance-manager', 'operators.manage', false],
    ['viewer', 'payments.read', true],
    ['viewer', 'payments.refund', false],
    ['shop', 'payments.create', true],
    ['shop', 'config.read', false],
  ])('let %s %s: %s', async (role, action, expected) => {
    expect(await permissions.can([role], action)).toBe(expected);
  });
});
