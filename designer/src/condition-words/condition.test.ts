import type { Condition } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import { speechIn } from '../testing/index.ts';
import { actualInWords, comparisonInWords, conditionInWords } from './condition.ts';

const en = speechIn('en');
const italian = speechIn('it');
const large: Condition = { fact: 'amount', operator: 'greaterThan', value: { amount: 500_00, currency: 'EUR' } };
const business: Condition = { fact: 'customerType', operator: 'equal', value: 'business' };
/** Intl puts spaces into sums that do not break; here they read as any other. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('a condition in words', () => {
  it('reads as a sentence', () => {
    const both: Condition = { all: [large, business] };
    expect(conditionInWords(both, en)).toBe('Amount is over €500.00 and customer type is business');
    expect(plain(conditionInWords(both, italian))).toBe('Importo supera 500,00 € e tipo di cliente è azienda');
  });

  it('sets a group within a group in brackets', () => {
    const nested: Condition = {
      any: [large, { all: [business, { fact: 'country', operator: 'equal', value: 'IT' }] }],
    };
    expect(conditionInWords(nested, en)).toBe(
      'Amount is over €500.00 or (customer type is business and country is Italy)',
    );
  });

  it('needs no brackets around a group of one', () => {
    expect(conditionInWords({ any: [{ all: [business] }] }, en)).toBe('Customer type is business');
  });

  it('says what must not hold', () => {
    expect(conditionInWords({ not: { any: [large, business] } }, en)).toBe(
      'It is not true that (amount is over €500.00 or customer type is business)',
    );
    expect(conditionInWords({ not: business }, italian)).toBe('Non vale: tipo di cliente è azienda');
  });

  it.each([
    [
      { fact: 'country', operator: 'in', value: ['IT', 'FR'] },
      'Country is Italy or France',
      'Paese è Italia o Francia',
    ],
    [{ fact: 'channel', operator: 'notEqual', value: 'store' }, 'Channel is not store', 'Canale non è negozio'],
    [
      { fact: 'itemCount', operator: 'between', value: [2, 5] },
      'Number of items is between 2 and 5',
      'Numero di articoli è tra 2 e 5',
    ],
    [
      { fact: 'timeOfDay', operator: 'inTimeWindow', value: { from: '22:00', to: '06:00' } },
      'Time of day is between 22:00 and 06:00',
      'Ora del giorno è tra le 22:00 e le 06:00',
    ],
    [
      { fact: 'weekday', operator: 'in', value: ['sat', 'sun'] },
      'Weekday is Saturday or Sunday',
      'Giorno della settimana è sabato o domenica',
    ],
    [
      { fact: 'categories', operator: 'containsAllOf', value: ['wine', 'gift'] },
      'Product categories include wine and gift',
      'Categorie di prodotto con wine e gift',
    ],
    [{ fact: 'custom.gift', operator: 'equal', value: true }, 'Gift order is yes', 'Ordine regalo è sì'],
  ])('puts %j into words', (comparison, english, inItalian) => {
    expect(comparisonInWords(comparison, en)).toBe(english);
    expect(comparisonInWords(comparison, italian)).toBe(inItalian);
  });

  it('shows what it has no words for as it stands', () => {
    expect(comparisonInWords({ fact: 'custom.tier', operator: 'matches', value: 'g.*' }, en)).toBe(
      'Custom.tier matches "g.*"',
    );
  });
});

describe('the value that a payment had', () => {
  it('is told like the value it was compared with', () => {
    expect(actualInWords('amount', { amount: 119_90, currency: 'EUR' }, en)).toBe('€119.90');
    expect(actualInWords('categories', ['food', 'wine'], italian)).toBe('food e wine');
  });

  it('is told even when there was none', () => {
    expect(actualInWords('country', undefined, en)).toBe('unknown');
    expect(actualInWords('categories', [], en)).toBe('none');
  });
});
