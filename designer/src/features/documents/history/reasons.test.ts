import { expect, it } from 'vitest';
import { eventReasons } from '@pih/schemas';
import en from '../locales/en.json';
import italian from '../locales/it.json';

it('has words in both languages for every reason that the engine gives, and no others', () => {
  const codes = Object.keys(eventReasons).sort();
  for (const { reasons } of [en, italian]) expect(Object.keys(reasons).sort()).toEqual(codes);
});
