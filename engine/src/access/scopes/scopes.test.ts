import type { Condition, Role } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import type { ScopeFacts } from '../../http/index.ts';
import { createPermissions } from './enforcer.ts';
import { roleErrors } from '../roles/role-faults.ts';
import { allow, aRole, deny, storedFacts } from '../test-hub.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const is = (fact: string, value: string): Condition => ({ fact, operator: 'equal', value });
const upTo = (amount: number): Condition => ({ fact: 'amount', operator: 'lessThanInclusive', value: eur(amount) });
const where = (when: Condition, ...actions: string[]): Role['grants'][number] => ({ actions, when });

const facts = (about: Partial<ScopeFacts> = {}): ScopeFacts => ({
  method: 'paypal',
  provider: 'paypal',
  channel: 'web',
  brand: 'rosmarino',
  currency: 'EUR',
  state: 'paid',
  type: 'direct',
  amount: eur(100_00),
  ...about,
});

const agent = aRole(
  'agent',
  allow('payments.read'),
  where({ all: [{ fact: 'method', operator: 'in', value: ['paypal', 'satispay'] }, upTo(200_00)] }, 'payments.refund'),
);
const cashier = aRole('cashier', where(is('channel', 'store'), 'payments.*'));
const noCards = aRole('no-cards', { actions: ['payments.refund'], effect: 'deny', when: is('method', 'card') });
const noRefunds = aRole('no-refunds', deny('payments.refund'));
const roles = [agent, cashier, noCards, noRefunds, aRole('all', allow('*'))];
const scope = (action: string, ...held: string[]) => createPermissions(() => roles, storedFacts).scope(held, action);

describe('where roles allow an action', () => {
  it('is everywhere, nowhere, or where a condition holds', async () => {
    expect((await scope('payments.read', 'agent')).reach).toBe('all');
    expect((await scope('payments.cancel', 'agent')).reach).toBe('none');
    const refunds = await scope('payments.refund', 'agent');
    expect(refunds.reach).toBe('some');
    expect(refunds.allows(facts())).toBe(true);
    expect(refunds.allows(facts({ amount: eur(200_01) }))).toBe(false);
    expect(refunds.allows(facts({ method: 'card' }))).toBe(false);
    expect(refunds.allows(facts({ method: undefined }))).toBe(false);
    expect(refunds.allows(facts({ amount: { amount: 1, currency: 'USD' } }))).toBe(false);
  });

  it('adds up over several roles', async () => {
    const both = await scope('payments.refund', 'agent', 'cashier');
    expect(both.allows(facts())).toBe(true);
    expect(both.allows(facts({ method: 'card', channel: 'store', amount: eur(900_00) }))).toBe(true);
    expect(both.allows(facts({ method: 'card' }))).toBe(false);
  });

  it('loses to a deny where that holds, whoever allows it', async () => {
    const refunds = await scope('payments.refund', 'all', 'no-cards');
    expect(refunds.reach).toBe('some');
    expect(refunds.allows(facts())).toBe(true);
    expect(refunds.allows(facts({ method: 'card' }))).toBe(false);
    expect((await scope('payments.refund', 'all', 'agent', 'no-refunds')).reach).toBe('none');
  });

  it('leaves an amount open that nobody has named yet', async () => {
    const refunds = await scope('payments.refund', 'agent');
    expect(refunds.mightAllow(facts())).toBe(true);
    expect(refunds.mightAllow(facts({ amount: eur(900_00) }))).toBe(true);
    expect(refunds.mightAllow(facts({ method: 'card' }))).toBe(false);
  });

  it('is a filter that an index can serve', async () => {
    const { filter } = await scope('payments.refund', 'cashier', 'no-cards');
    expect(filter).toEqual({
      $and: [{ channel: 'store' }, { $nor: [{ method: 'card' }] }],
    });
    expect((await scope('payments.read', 'agent')).filter).toBeUndefined();
    expect((await scope('payments.cancel', 'agent')).filter).toEqual({ _id: { $in: [] } });
  });

  it('is told in words to whoever meets the limit', async () => {
    expect((await scope('payments.refund', 'agent')).limit?.words).toBe(
      'only where method is paypal or satispay and amount is at most €200.00',
    );
    expect((await scope('payments.refund', 'agent', 'cashier', 'no-cards')).limit?.words).toBe(
      'only where (method is paypal or satispay and amount is at most €200.00) or channel is store, and not where method is card',
    );
    expect((await scope('payments.refund', 'all', 'no-cards')).limit?.words).toBe('not where method is card');
  });

  it('is told as conditions as well, for a page that words them in the language of its reader', async () => {
    const [paypal, card] = [
      agent.grants.find(({ actions }) => actions.includes('payments.refund'))?.when,
      is('method', 'card'),
    ];
    expect((await scope('payments.refund', 'agent')).limit?.where).toEqual({ only: paypal });
    expect((await scope('payments.refund', 'all', 'no-cards')).limit?.where).toEqual({ except: card });
    expect((await scope('payments.refund', 'agent', 'cashier', 'no-cards')).limit?.where).toEqual({
      only: { any: [paypal, is('channel', 'store')] },
      except: card,
    });
  });

  it('is nowhere by a condition that no payment can answer, and a deny by one holds everywhere', async () => {
    const odd = aRole('odd', where(is('moon', 'full'), 'payments.read'));
    const barred = aRole('barred', { actions: ['payments.read'], effect: 'deny', when: is('moon', 'full') });
    const { scope: of } = createPermissions(() => [odd, barred, aRole('all', allow('*'))], storedFacts);
    const asked = [await of(['odd'], 'payments.read'), await of(['all', 'barred'], 'payments.read')];
    expect(asked.map(({ reach }) => reach)).toEqual(['none', 'none']);
    expect((await of(['all', 'odd'], 'payments.read')).reach).toBe('all');
  });
});

describe('what roles mask', () => {
  it('is masked however many other roles show it', () => {
    const auditor: Role = { ...aRole('auditor', allow('payments.read')), masked: ['email', 'name'] };
    const phones: Role = { ...aRole('phones', allow('payments.read')), masked: ['phone'] };
    const { masked } = createPermissions(() => [auditor, phones, aRole('all', allow('*'))], storedFacts);
    expect([...masked(['all', 'auditor', 'phones'])].sort()).toEqual(['email', 'name', 'phone']);
    expect(masked(['all']).size).toBe(0);
  });
});

describe('a role', () => {
  const known = ['payments.read', 'payments.refund', 'config.publish'];

  it('may mask fields, and limit actions on payments by a condition', () => {
    expect(roleErrors({ ...agent, masked: ['email'] }, known)).toEqual([]);
  });

  it.each<[string, Role['grants'][number], string]>([
    ['an action that does not exist', allow('payments.read', 'payments.juggle'), '/grants/0/actions/1'],
    [
      'a condition on what is about no payment',
      where(is('channel', 'web'), 'payments.read', 'config.publish'),
      '/grants/0/actions/1',
    ],
    ['a condition on everything', where(is('channel', 'web'), '*'), '/grants/0/actions/0'],
    [
      'a fact that no payment has',
      where({ all: [is('weekday', 'mon')] }, 'payments.read'),
      '/grants/0/when/all/0/fact',
    ],
    [
      'an operator that does not fit',
      where({ fact: 'amount', operator: 'startsWith', value: 'a' }, 'payments.read'),
      '/grants/0/when/operator',
    ],
    ['a value that cannot be', where(is('channel', 'pigeon'), 'payments.read'), '/grants/0/when/value'],
  ])('is refused for %s, with the place', (_what, grant, path) => {
    expect(roleErrors(aRole('odd', grant), known)).toEqual([expect.objectContaining({ path })]);
  });
});
