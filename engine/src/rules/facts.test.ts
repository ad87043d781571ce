import { describe, expect, it } from 'vitest';
import { eur } from './a-flow.ts';
import { deviceOf, factOf, gatherFacts, type KnownPayment } from './facts.ts';

const aPayment = (more: Partial<KnownPayment> = {}): KnownPayment => ({
  total: eur(119_90),
  brand: 'rosmarino',
  channel: 'web',
  shopper: {},
  items: [],
  categories: [],
  custom: {},
  now: new Date('2026-11-23T10:00:00Z'),
  timeZone: 'Europe/Rome',
  ...more,
});

describe('the facts of a payment', () => {
  it('are what every payment has, and nothing about what is not known', () => {
    expect(gatherFacts(aPayment())).toEqual({
      amount: eur(119_90),
      currency: 'EUR',
      brand: 'rosmarino',
      channel: 'web',
      categories: [],
      weekday: 'mon',
      timeOfDay: '11:00',
      date: '2026-11-23',
    });
  });

  it('are what is known about the shopper, the device and the cart', () => {
    const item = { name: 'Olive oil', quantity: 3, unitPrice: eur(10_00), category: 'food' };
    const facts = gatherFacts(
      aPayment({
        shopper: { type: 'business', country: 'DE', language: 'de' },
        device: 'mobile',
        items: [item, { ...item, category: 'gifts' }],
        categories: ['food', 'oil'],
        custom: { loyalty: 'gold', points: 12 },
      }),
    );
    expect(facts).toMatchObject({
      customerType: 'business',
      country: 'DE',
      language: 'de',
      device: 'mobile',
      itemCount: 6,
      categories: ['food', 'oil', 'gifts'],
      'custom.loyalty': 'gold',
      'custom.points': 12,
    });
  });

  it('take the country from the address when the shopper gave no other', () => {
    const address = { line1: 'Via Roma 1', city: 'Torino', postcode: '10100', country: 'IT' };
    expect(gatherFacts(aPayment({ shopper: { address } })).country).toBe('IT');
    expect(gatherFacts(aPayment({ shopper: { address, country: 'FR' } })).country).toBe('FR');
  });

  it('prefer the language of the shopper to the language of the page', () => {
    expect(gatherFacts(aPayment({ language: 'en' })).language).toBe('en');
    expect(gatherFacts(aPayment({ language: 'en', shopper: { language: 'it' } })).language).toBe('it');
  });

  it('have no fact of a name that every object inherits', () => {
    expect(factOf(gatherFacts(aPayment()), 'constructor')).toBeUndefined();
  });

  it.each([
    ['before the clocks go forward', '2026-03-29T00:59:00Z', 'sun', '01:59', '2026-03-29'],
    ['after the clocks went forward', '2026-03-29T01:00:00Z', 'sun', '03:00', '2026-03-29'],
    ['before the clocks go back', '2026-10-25T00:30:00Z', 'sun', '02:30', '2026-10-25'],
    ['in the hour that comes twice', '2026-10-25T01:30:00Z', 'sun', '02:30', '2026-10-25'],
    ['after the clocks went back', '2026-10-25T02:00:00Z', 'sun', '03:00', '2026-10-25'],
    ['when it is tomorrow already', '2026-12-31T23:00:00Z', 'fri', '00:00', '2027-01-01'],
  ])('tell the time of Rome %s', (_when, now, weekday, timeOfDay, date) => {
    expect(gatherFacts(aPayment({ now: new Date(now) }))).toMatchObject({ weekday, timeOfDay, date });
  });

  it('tell the time of another zone', () => {
    const facts = gatherFacts(aPayment({ now: new Date('2026-11-23T02:15:00Z'), timeZone: 'America/New_York' }));
    expect(facts).toMatchObject({ weekday: 'sun', timeOfDay: '21:15', date: '2026-11-22' });
  });
});

describe('the device', () => {
  it.each([
    ['desktop', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36'],
    ['desktop', 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'],
    [
      'mobile',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1',
    ],
    ['mobile', 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36'],
    ['tablet', 'Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/130.0 Safari/537.36'],
    ['tablet', 'Mozilla/5.0 (iPad; CPU OS 12_2 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1'],
    [undefined, 'curl/8.5.0'],
    [undefined, ''],
    [undefined, undefined],
  ])('is %s for %s', (device, userAgent) => {
    expect(deviceOf(userAgent)).toBe(device);
  });
});
