import { describe, expect, it, vi } from 'vitest';
import type { Scope, Viewer } from '../http/index.ts';
import type { PaymentListener } from '../payments/index.ts';
import { Audiences, type Heard } from './audiences.ts';

type Told = Parameters<PaymentListener>;

const at = new Date('2030-01-01T12:00:00Z');
const aPayment = (method: string): Told[0] => ({
  _id: `pay_${method}`,
  version: 1,
  state: 'paid',
  intention: { key: 'k', fingerprint: 'f' },
  reference: method,
  brand: 'rosmarino',
  total: { amount: 100, currency: 'EUR' },
  captured: 100,
  refunded: 0,
  channel: 'web',
  type: 'direct',
  shopper: { email: 'anna@example.com' },
  items: [],
  categories: [],
  custom: {},
  metadata: {},
  capture: 'automatic',
  checkoutToken: 't',
  attempts: [],
  refunds: [],
  method,
  events: [],
  createdAt: at,
  updatedAt: at,
  expiresAt: at,
});
const noted = (text: string): Told[1] => [
  { sequence: 1, type: 'note.added', at, actor: { type: 'system' }, data: { text } },
];

/** Somebody who may read payments by one method. */
const viewer = (role: string, method: string, masked: Viewer['masked'] = new Set()): Viewer => ({
  caller: { type: 'operator', id: `opr_${role}`, name: role, roles: [role] },
  scope: vi.fn(async (): Promise<Scope> => {
    const allows = (facts: { method?: string | undefined }) => facts.method === method;
    return { reach: 'some', filter: { method }, limit: undefined, allows, mightAllow: allows };
  }),
  masked,
});

const deaf: Heard = { changed: () => undefined, gone: () => undefined, failed: () => undefined };

describe('an audience', () => {
  it('hears of the payments in its scope only, masked as its roles say, in order', async () => {
    const heard: [string, unknown][] = [];
    const audiences = new Audiences({ ...deaf, changed: (audience, news) => void heard.push([audience, news]) });
    const cards = audiences.join(viewer('cards', 'card'));
    const wallets = audiences.join(viewer('wallets', 'paypal', new Set(['email'])));
    audiences.tell(aPayment('card'), noted('anna@example.com called'), undefined);
    audiences.tell(aPayment('paypal'), noted('anna@example.com called'), undefined);
    audiences.tell(aPayment('card'), noted('again'), undefined);
    await vi.waitFor(() => expect(heard).toHaveLength(3), 5_000);
    const texts = (name: string) =>
      heard.filter(([audience]) => audience === name).map(([, news]) => JSON.stringify(news));
    expect(texts(cards)).toEqual([
      expect.stringContaining('anna@example.com called'),
      expect.stringContaining('again'),
    ]);
    expect(texts(wallets)).toEqual([expect.stringContaining('a•••@e•••.com called')]);
    expect(texts(wallets).join()).not.toContain('anna@');
  });

  it('is asked about once, however many people hold the same roles, in whatever order', async () => {
    const said = vi.fn();
    const audiences = new Audiences({ ...deaf, changed: said });
    const [one, other] = [viewer('cards', 'card'), viewer('cards', 'card')];
    expect(audiences.join(one)).toBe(audiences.join(other));
    audiences.tell(aPayment('card'), noted('x'), undefined);
    await vi.waitFor(() => expect(said).toHaveBeenCalledTimes(1), 5_000);
    expect(other.scope).not.toHaveBeenCalled();
  });

  it('ends with the last of its people', () => {
    const audiences = new Audiences(deaf);
    const name = audiences.join(viewer('cards', 'card'));
    audiences.join(viewer('cards', 'card'));
    audiences.leave(name);
    expect(audiences.isEmpty).toBe(false);
    audiences.leave(name);
    expect(audiences.isEmpty).toBe(true);
  });

  it('goes on hearing after something could not be told', async () => {
    const [heard, failed] = [vi.fn(), vi.fn()];
    const audiences = new Audiences({ ...deaf, changed: heard, failed });
    const cards = viewer('cards', 'card');
    vi.mocked(cards.scope).mockRejectedValueOnce(new Error('not now'));
    audiences.join(cards);
    audiences.tell(aPayment('card'), noted('lost'), undefined);
    audiences.tell(aPayment('card'), noted('told'), undefined);
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1), 5_000);
    expect(failed).toHaveBeenCalledTimes(1);
  });

  it('is told that a payment is gone when it leaves its scope, by its id alone, and never of one it has not seen', async () => {
    const heard: unknown[][] = [];
    const audiences = new Audiences({
      ...deaf,
      changed: (...news) => void heard.push(['changed', ...news]),
      gone: (...news) => void heard.push(['gone', ...news]),
    });
    const wallets = audiences.join(viewer('wallets', 'paypal'));
    const by = (id: string, method: string) => ({ ...aPayment(method), _id: id });
    // Known by its rows from elsewhere, and by what this node has changed itself.
    audiences.tell(by('pay_1', 'card'), noted('anna@example.com'), by('pay_1', 'paypal'));
    // Changed by another node, after it was told.
    audiences.tell(by('pay_2', 'paypal'), noted('told'), undefined);
    audiences.tell(by('pay_2', 'card'), noted('secret'), undefined);
    // Once is enough; and what was never theirs stays unheard of.
    audiences.tell(by('pay_2', 'card'), noted('secret'), undefined);
    audiences.tell(by('pay_3', 'card'), noted('secret'), by('pay_3', 'satispay'));
    audiences.tell(by('pay_4', 'paypal'), noted('last'), undefined);
    await vi.waitFor(
      () => expect(heard.at(-1)).toMatchObject(['changed', wallets, { summary: { id: 'pay_4' } }]),
      5_000,
    );
    expect(heard.filter(([what]) => what === 'gone')).toEqual([
      ['gone', wallets, 'pay_1'],
      ['gone', wallets, 'pay_2'],
    ]);
    expect(JSON.stringify(heard)).not.toMatch(/pay_3|secret/);
  });
});
