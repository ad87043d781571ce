import { describe, expect, it } from 'vitest';

const files = import.meta.glob<Record<string, unknown>>('../**/locales/*.json', { eager: true, import: 'default' });
const rooms = [...new Set(Object.keys(files).map((path) => path.replace(/\w+\.json$/, '')))];

function keysOf(words: unknown, path = ''): string[] {
  if (typeof words !== 'object' || words === null) return [path];
  return Object.entries(words).flatMap(([key, value]) => keysOf(value, path ? `${path}.${key}` : key));
}
function textOf(words: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], words);
}
const placeholders = (text: unknown): string[] => [...new Set(String(text).match(/\{\w+\}/g) ?? [])].sort();

describe.each(rooms)('the words of %s', (room) => {
  const [en, it_] = [files[`${room}en.json`], files[`${room}it.json`]];

  it('are there in both languages, key by key', () => {
    expect(keysOf(it_).sort()).toEqual(keysOf(en).sort());
  });

  it('leave the same gaps to fill in both languages', () => {
    for (const key of keysOf(en))
      expect({ key, gaps: placeholders(textOf(it_, key)) }).toEqual({ key, gaps: placeholders(textOf(en, key)) });
  });

  it('are never empty', () => {
    for (const words of [en, it_]) for (const key of keysOf(words)) expect(textOf(words, key), key).not.toBe('');
  });
});
