import { apiSchemas } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { eventTones, factsOfEvent, nameOf, toneOf } from './event-words.ts';
import en from './locales/en.json';
import italian from './locales/it.json';

describe('what an event carries', () => {
  it('is read where it has the expected shape', () => {
    const data = { amount: { amount: 1200, currency: 'EUR' }, method: 'card', reason: 'declined', attempt: 7 };
    expect(factsOfEvent({ data })).toEqual({
      amount: { amount: 1200, currency: 'EUR' },
      method: 'card',
      reason: 'declined',
    });
  });

  it('goes by several names', () => {
    const total = { amount: 1200, currency: 'EUR' };
    expect(factsOfEvent({ data: { total } })).toEqual({ amount: total });
    expect(factsOfEvent({ data: { because: 'too late' } })).toEqual({ reason: 'too late' });
    expect(factsOfEvent({ data: { methods: ['card', 'paypal'] } })).toEqual({ methods: ['card', 'paypal'] });
  });

  it('is left out where it has another', () => {
    expect(factsOfEvent({ data: { amount: 1200, method: null, reason: '' } })).toEqual({});
    expect(factsOfEvent({})).toEqual({});
  });
});

it('names persons and systems, but calls a shopper a shopper', () => {
  expect(nameOf({ type: 'operator', name: 'Giulia Neri' })).toEqual({ name: 'Giulia Neri', kind: 'operator' });
  expect(nameOf({ type: 'shopper', name: 'Chiara' })).toEqual({ kind: 'shopper' });
  expect(nameOf({ type: 'api_key' })).toEqual({ kind: 'api_key' });
});

it('shows an event that it does not know in grey', () => {
  expect(toneOf('payment.paid')).toBe('success');
  expect(toneOf('payment.teleported')).toBe('neutral');
  expect(toneOf('constructor')).toBe('neutral');
});

it('has a colour for every event of the schema', () => {
  expect(Object.keys(eventTones).sort()).toEqual([...apiSchemas.payment.$defs.event.properties.type.enum].sort());
});

it.each([
  ['English', en.events],
  ['Italian', italian.events],
])('has words for every event, and for no other, in %s', (_language, events) => {
  const told = Object.entries(events).flatMap(([about, words]) => Object.keys(words).map((verb) => `${about}.${verb}`));
  expect(told.sort()).toEqual(Object.keys(eventTones).sort());
});
