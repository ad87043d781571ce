import { expect, it } from 'vitest';
import { pickLanguage, textIn } from './language.ts';

it('picks the first wish that is on offer', () => {
  expect(pickLanguage([undefined, 'de-AT', 'it-CH', 'en'], ['en', 'it'])).toBe('it');
});

it('falls back on the first language that the brand offers', () => {
  expect(pickLanguage(['de'], ['it', 'en'])).toBe('it');
});

it('reads a text in the language asked, or else in the first one given', () => {
  expect(textIn({ en: 'Card', it: 'Carta' }, 'it')).toBe('Carta');
  expect(textIn({ de: 'Karte', en: 'Card' }, 'it')).toBe('Karte');
});
