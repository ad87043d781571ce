import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aProblem, aWorld } from '../test-world.ts';
import DemoApp from './DemoApp.vue';
import type { CustomFact, DemoOptions } from './options.ts';
import { orderOf, quickAmounts, sumOf, type Wish } from './order.ts';

const aWish = (differences: Partial<Wish> = {}): Wish => ({
  brand: 'rosmarino',
  amount: '119.90',
  currency: 'EUR',
  customerType: 'private',
  channel: 'web',
  country: 'IT',
  language: 'it',
  categories: [],
  custom: {},
  ...differences,
});

describe('a sum as people type it', () => {
  it.each([
    ['119,90', 'EUR', 11_990],
    [' 1 200.5 ', 'EUR', 120_050],
    ['1’500', 'JPY', 1_500],
    ['1,234', 'KWD', 1_234],
  ])('%s %s', (text, currency, amount) => {
    expect(sumOf(text, currency)).toEqual({ amount, currency });
  });

  it.each([
    ['nothing', 'EUR'],
    ['0', 'EUR'],
    ['-5', 'EUR'],
    ['1.5', 'JPY'],
    ['1.2.3', 'EUR'],
  ])('is no sum: %s %s', (text, currency) => {
    expect(sumOf(text, currency)).toBeUndefined();
  });

  it('has quick picks that fit the currency', () => {
    for (const currency of ['EUR', 'JPY', 'KWD'])
      for (const text of quickAmounts(currency)) expect(sumOf(text, currency)).toBeDefined();
  });
});

describe('an order', () => {
  const facts: CustomFact[] = [
    { id: 'custom.visits', type: 'number', label: 'Visits' },
    { id: 'loyal', type: 'boolean', label: 'Loyal' },
    { id: 'tier', type: 'text', label: 'Tier' },
  ];
  const total = { amount: 100, currency: 'EUR' };

  it('leaves out what was left open', () => {
    expect(orderOf(aWish({ custom: { tier: ' ' } }), total, facts)).toEqual({
      brand: 'rosmarino',
      total,
      channel: 'web',
      customerType: 'private',
      country: 'IT',
      language: 'it',
    });
  });

  it('gives each fact the type that it was declared with', () => {
    const custom = { visits: '3', loyal: 'true', tier: 'gold' };
    expect(orderOf(aWish({ custom }), total, facts).custom).toEqual({ visits: 3, loyal: true, tier: 'gold' });
  });
});

describe('the demo shop', () => {
  const options: DemoOptions = {
    brands: [
      { id: 'rosmarino', title: 'Rosmarino', languages: ['it', 'en'] },
      { id: 'nordlicht', title: 'Nordlicht Tickets', languages: ['en', 'it'] },
    ],
    categories: [{ id: 'food', label: { en: 'Food', it: 'Alimentari' } }],
    channels: ['web', 'store'],
    currencies: ['EUR', 'JPY'],
    customFacts: [],
    consoleUrl: '/console/',
    operators: [{ email: 'ada@demo.example', password: 'secret', name: 'Ada' }],
  };
  const created = {
    id: 'pay_1',
    checkoutUrl: 'http://localhost:3000/checkout/abc',
    consoleUrl: '/console/transactions/pay_1',
  };
  const opened: VueWrapper[] = [];
  afterEach(() => {
    for (const wrapper of opened.splice(0)) wrapper.unmount();
  });

  async function open(around = aWorld()) {
    around.answers('GET /demo/options', { body: options });
    const wrapper = mount(DemoApp, { props: { world: around.world }, attachTo: document.body });
    opened.push(wrapper);
    await vi.waitFor(() => expect(wrapper.find('form').exists()).toBe(true));
    const press = async (): Promise<void> => {
      await wrapper.find('form').trigger('submit');
      await flushPromises();
    };
    return { ...around, wrapper, press };
  }

  it('creates the order that was put together and opens its checkout', async () => {
    const { wrapper, press, answers, sent, visited } = await open();
    answers('POST /demo/orders', { status: 201, body: created });
    await wrapper.find('input[value="nordlicht"]').setValue();
    await wrapper.find('input[value="food"]').setValue();
    await wrapper.find('#amount').setValue('50');
    await press();
    expect(sent.at(-1)?.body).toMatchObject({
      brand: 'nordlicht',
      total: { amount: 5_000, currency: 'EUR' },
      categories: ['food'],
    });
    expect(visited).toEqual([created.checkoutUrl]);
  });

  it('keeps both sides of the order within reach', async () => {
    const around = aWorld();
    around.answers('POST /demo/orders', { status: 201, body: created });
    await (await open(around)).press();
    const { wrapper } = await open(around);
    expect(
      wrapper
        .find('.orders')
        .findAll('a')
        .map((link) => link.attributes('href')),
    ).toEqual([created.checkoutUrl, created.consoleUrl]);
  });

  it('asks for a sum that is one', async () => {
    const { wrapper, press, sent } = await open();
    await wrapper.find('#amount').setValue('lots');
    await press();
    expect(wrapper.text()).toContain('Enter a sum in EUR above zero.');
    expect(sent.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('says in words what the engine refused', async () => {
    const { wrapper, press, answers } = await open(aWorld({ languages: ['it-IT'] }));
    answers('POST /demo/orders', aProblem('invalid-input', 400));
    await press();
    expect(wrapper.find('[role="alert"]').text()).toContain('Il motore non ha accettato quest’ordine.');
    expect(wrapper.find('[role="alert"]').text()).toContain('req_1');
  });

  it('explains an installation without a sandbox', async () => {
    const { world, answers } = aWorld();
    answers('GET /demo/options', aProblem('not-found', 404));
    const wrapper = mount(DemoApp, { props: { world } });
    opened.push(wrapper);
    await vi.waitFor(() => expect(wrapper.text()).toContain('this installation runs without it'));
  });
});
