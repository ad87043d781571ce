import { bodyErrors, type FlowOfferedMethod, type ProviderMethod } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { eur, hide, inARow, offer } from './a-flow.ts';
import { compileFlow } from './compile.ts';
import { decideOffers } from './decide-offers.ts';
import type { Facts } from './facts.ts';
import { providersByMethod, withinProviders, type CarryingProvider } from './providers.ts';

const carries = (method: string, terms: Partial<ProviderMethod> = {}): ProviderMethod => ({
  method,
  title: { en: method },
  mark: { color: '#000000' },
  ...terms,
});
const aProvider = (id: string, methods: ProviderMethod[], more: Partial<CarryingProvider> = {}): CarryingProvider => ({
  id,
  methods,
  ...more,
});
const byId = (...providers: CarryingProvider[]) => new Map(providers.map((each) => [each.id, each]));
const card = (...providers: string[]): FlowOfferedMethod => ({ method: 'card', providers });
const facts: Facts = { amount: eur(100_00), currency: 'EUR', country: 'IT' };

describe('what the providers can take', () => {
  const limits = [
    { minimum: eur(50_00), maximum: eur(200_00) },
    { minimum: { amount: 1, currency: 'USD' }, maximum: { amount: 2, currency: 'USD' } },
  ];
  const why = (terms: Partial<ProviderMethod>, known: Facts, more: Partial<CarryingProvider> = {}) =>
    withinProviders([card('stripe')], byId(aProvider('stripe', [carries('card', terms)], more)), known).removed[0]?.why;

  it('is everything when nothing is restricted', () => {
    expect(why({}, facts)).toBeUndefined();
    expect(why({}, facts, { enabled: true })).toBeUndefined();
  });

  it.each([
    ['the provider is off', {}, facts, { enabled: false }, 'provider_off'],
    ['the currency is not taken', { currencies: ['USD'] }, facts, {}, 'currency'],
    ['the country is not served', { countries: ['DE', 'FR'] }, facts, {}, 'country'],
    ['the sum is too small', { limits }, { ...facts, amount: eur(49_99) }, {}, 'limits'],
    ['the sum is too large', { limits }, { ...facts, amount: eur(200_01) }, {}, 'limits'],
  ])('is not a payment when %s', (_when, terms, known, more, reason) => {
    expect(why(terms, known, more)).toBe(reason);
  });

  it.each([
    ['on the limits themselves', { limits }, { ...facts, amount: eur(50_00) }],
    ['below the limits of another currency', { limits }, { ...facts, amount: { amount: 5, currency: 'JPY' } }],
    ['of an unknown country', { countries: ['DE'] }, { amount: eur(1), currency: 'EUR' }],
  ])('is a payment %s', (_what, terms, known) => {
    expect(why(terms, known)).toBeUndefined();
  });

  it('leaves the other providers in their order', () => {
    const providers = byId(
      aProvider('a', [carries('card')], { enabled: false }),
      aProvider('b', [carries('card')]),
      aProvider('c', [carries('card', { currencies: ['USD'] })]),
      aProvider('d', [carries('card')]),
    );
    const { offers, removed } = withinProviders([card('d', 'a', 'gone', 'c', 'b')], providers, facts);
    expect(offers).toEqual([card('d', 'b')]);
    expect(removed).toEqual([]);
  });

  it('names the obstacle that came closest to being none', () => {
    const providers = byId(
      aProvider('a', [carries('card')], { enabled: false }),
      aProvider('b', [carries('card', { limits })]),
    );
    const { removed } = withinProviders([card('b', 'a')], providers, { ...facts, amount: eur(1) });
    expect(removed).toEqual([{ method: 'card', why: 'limits' }]);
  });

  it('is nothing of a provider that is gone, or no longer carries the method', () => {
    const { removed } = withinProviders([card('gone'), card('a')], byId(aProvider('a', [carries('paypal')])), facts);
    expect(removed.map(({ why: reason }) => reason)).toEqual(['provider_off', 'provider_off']);
  });

  it('is listed by method', () => {
    const a = aProvider('a', [carries('card'), carries('paypal')]);
    const b = aProvider('b', [carries('card')], { enabled: false });
    expect(providersByMethod([a, b])).toEqual(
      new Map([
        ['card', ['a', 'b']],
        ['paypal', ['a']],
      ]),
    );
  });
});

describe('the offers of a payment', () => {
  const stripe = aProvider('stripe', [carries('card'), carries('klarna', { countries: ['DE'] })]);
  const nexi = aProvider('nexi', [carries('card')]);
  const decided = (flow: ReturnType<typeof inARow>, providers: CarryingProvider[], fallback?: FlowOfferedMethod[]) =>
    decideOffers({
      flow: compileFlow(flow),
      facts,
      providers: byId(...providers),
      settings: fallback ? { fallback } : {},
      revision: 7,
      at: new Date('2026-11-23T10:00:00Z'),
      stickyKey: { payment: 'pay_1' },
    });

  it('are those of the flow that a provider can take', async () => {
    const decision = await decided(inARow(offer('a', 'card', 'klarna')), [stripe], [card('nexi')]);
    expect(decision).toMatchObject({ revision: 7, offers: [card('stripe')], fallback: false });
    expect(decision.removed).toEqual([{ method: 'klarna', why: 'country' }]);
    expect(bodyErrors('decision', decision)).toEqual([]);
  });

  it('come from the settings when the flow leaves none', async () => {
    const decision = await decided(
      inARow(offer('a', 'card'), hide('b', 'card')),
      [stripe, nexi],
      [card('gone', 'nexi')],
    );
    expect(decision).toMatchObject({ offers: [card('nexi')], fallback: true });
    expect(decision.removed).toEqual([{ method: 'card', node: 'b', why: 'hidden' }]);
  });

  it('come from the settings when no provider takes what the flow offers', async () => {
    const decision = await decided(inARow(offer('a', 'klarna')), [stripe], [card('stripe')]);
    expect(decision).toMatchObject({ offers: [card('stripe')], fallback: true });
    expect(decision.removed).toEqual([{ method: 'klarna', why: 'country' }]);
  });

  it('are none when the fallback cannot be taken either, which is said once', async () => {
    const off = { ...stripe, enabled: false };
    const decision = await decided(inARow(offer('a', 'card')), [off], [card('stripe')]);
    expect(decision).toMatchObject({ offers: [], fallback: false, removed: [{ method: 'card', why: 'provider_off' }] });
  });

  it('are none when the flow leaves none and the settings have no fallback', async () => {
    expect(await decided(inARow(), [stripe])).toMatchObject({ offers: [], fallback: false });
  });
});
