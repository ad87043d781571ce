import type { OperatorPermissions } from '@pih/schemas/types';
import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { mountPage } from '../../../testing/index.ts';
import { browserName } from './browser-name.ts';
import { deedsFor } from './deeds.ts';
import PermissionList from './PermissionList.vue';

const off = { isOn: false, since: null, recoveryCodesLeft: 0, isRequired: false };
const person = { id: 'opr_1', disabledAt: null, lockedUntil: null, secondFactor: off };

it('offers what the access of somebody allows as it stands', () => {
  expect(deedsFor(person, 'opr_2')).toEqual(['password-reset', 'disable']);
  expect(deedsFor({ ...person, disabledAt: '2026-11-23T10:00:00Z' }, 'opr_2')).toEqual(['enable']);
  const locked = { ...person, lockedUntil: '2026-11-23T10:00:00Z', secondFactor: { ...off, isOn: true } };
  expect(deedsFor(locked, 'opr_2')).toEqual(['unlock', 'password-reset', 'remove-second-factor', 'disable']);
});

it('offers nobody to disable themselves', () => {
  expect(deedsFor(person, person.id)).not.toContain('disable');
});

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36', 'Chrome · Linux'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari · iOS'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/156.0.0.0 Safari/537.36 Edg/156.0', 'Edge · Windows'],
  ['curl/8.0', undefined],
  [null, undefined],
])('calls the browser %s by its name', (agent, name) => expect(browserName(agent)).toBe(name));

const when = { fact: 'method', operator: 'in', value: ['paypal'] } as const;
const permissions: OperatorPermissions = {
  operator: { id: 'opr_1', name: 'Paola Riva', roles: ['agent', 'calm'], isDisabled: false },
  masked: [{ field: 'email', roles: ['agent'] }],
  permissions: [
    {
      action: 'payments.read',
      title: { en: 'See payments', it: 'Vedere i pagamenti' },
      verdict: 'limited',
      because: [
        {
          ...{ role: 'agent', title: 'Refund agent', grant: 0, pattern: 'payments.read', effect: 'allow' },
          when: { ...when, value: ['paypal'] },
          isDecisive: true,
        },
      ],
    },
    {
      action: 'payments.refund',
      title: { en: 'Refund payments', it: 'Rimborsare i pagamenti' },
      verdict: 'denied',
      because: [
        { role: 'agent', title: 'Refund agent', grant: 0, pattern: 'payments.*', effect: 'allow', isDecisive: false },
        { role: 'calm', title: 'Calm', grant: 0, pattern: 'payments.refund', effect: 'deny', isDecisive: true },
      ],
    },
  ],
};

it('says which role and condition a permission comes from, and what is hidden', async () => {
  mountPage(PermissionList, { permissions });
  await flushPromises();
  expect(document.body.textContent).toContain('Refund agent allows it on some payments: Method is paypal');
  expect(document.body.textContent).toContain('Sees in part only: e-mail.');
  expect(document.body.textContent).not.toContain('Refund payments');
});

it('names the prohibition that won before what it overruled', async () => {
  mountPage(PermissionList, { permissions }, 'it');
  await flushPromises();
  document.querySelectorAll<HTMLInputElement>('input[type="radio"]')[1]?.click();
  await flushPromises();
  const reasons = [...document.querySelectorAll('li ul li')].map(({ textContent }) => textContent.trim());
  expect(reasons[0]).toBe('Calm lo vieta');
  expect(reasons[1]).toMatch(/^Refund agent lo consente.*senza effetto/s);
});
