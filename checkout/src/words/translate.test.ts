import { describe, expect, it } from 'vitest';
import demoEnglish from '../demo/locales/en.json';
import demoItalian from '../demo/locales/it.json';
import english from './locales/en.json';
import italian from './locales/it.json';
import { translator, type Message } from './translate.ts';

describe('t()', () => {
  const messages = { hello: 'Hello {name}', items: { one: '{count} item', other: '{count} items' }, plain: 'Pay' };

  it('fills in values by name', () => {
    expect(translator(messages, 'en')('hello', { name: 'Anna' })).toBe('Hello Anna');
  });

  it('takes values as they are, even when they look like a gap or a pattern', () => {
    expect(translator(messages, 'en')('hello', { name: '{name} $& $1' })).toBe('Hello {name} $& $1');
  });

  it('chooses the plural by the rules of the language', () => {
    const t = translator(messages, 'en');
    expect([0, 1, 2].map((count) => t('items', { count }))).toEqual(['0 items', '1 item', '2 items']);
  });

  it('falls back on "other" where a language has a category that the message lacks', () => {
    // Italian says "many" for a million.
    expect(translator(messages, 'it')('items', { count: 1_000_000 })).toBe('1.000.000 items');
  });

  it('leaves a gap visible when its value is missing', () => {
    expect(translator(messages, 'en')('hello')).toBe('Hello {name}');
  });
});

const gapsOf = (message: Message): string[] =>
  [...new Set(JSON.stringify(message).match(/\{\w+\}/g))].filter((gap) => gap !== '{count}').sort();

describe.each([
  ['checkout', english, italian],
  ['demo shop', demoEnglish, demoItalian],
])('the words of the %s', (_page, en: Record<string, Message>, it_: Record<string, Message>) => {
  it('exist in both languages', () => {
    expect(Object.keys(it_).sort()).toEqual(Object.keys(en).sort());
  });

  it('have the same gaps in both languages', () => {
    for (const [key, message] of Object.entries(en))
      expect([key, gapsOf(it_[key] ?? '')]).toEqual([key, gapsOf(message)]);
  });

  it('are never empty', () => {
    expect([...Object.values(en), ...Object.values(it_)].filter((message) => message === '')).toEqual([]);
  });
});
