import { isHidden } from './hidden.ts';
import { isObject, type JsonSchema } from './json-schema.ts';
import { meantFor } from './field-at.ts';
import { pointerOf, type Path } from './path.ts';
import type { Resolve } from './resolve.ts';
import { summaryOf } from './summary.ts';
import { descriptionOf, titleOf } from './words.ts';

/** A field that somebody may look for. */
export interface Setting {
  pointer: string;
  title: string;
  description: string;
  /** The titles of what it is in. */
  within: string;
}

const deepest = 9;

/**
 * Every field that a document has or may have, in the order of the form. What a document may hold without end (entries
 * of lists, forms within themselves) is listed as far as the document goes.
 */
export function settingsIn(root: JsonSchema, document: unknown, resolve: Resolve, language: string): Setting[] {
  const settings: Setting[] = [];

  function walk(schema: JsonSchema, value: unknown, path: Path, within: readonly string[]): void {
    if (path.length > deepest) return;
    const meant = meantFor(schema, value, resolve);
    if (Array.isArray(value) && meant.items) {
      const item = resolve(meant.items);
      value.forEach((one, index) => {
        if (isObject(one)) walk(item, one, [...path, index], [...within, summaryOf(item, one, resolve, language)]);
      });
    }
    for (const [name, field] of Object.entries(meant.properties ?? {})) {
      const known = resolve(field);
      if (isHidden(known)) continue;
      const [title, place] = [titleOf(known, language, name), [...path, name]];
      const description = descriptionOf(known, language) ?? '';
      settings.push({ pointer: pointerOf(place), title, description, within: within.filter(Boolean).join(' › ') });
      if (known['x-control'] === undefined || known.properties)
        walk(known, isObject(value) ? value[name] : undefined, place, [...within, title]);
    }
  }
  walk(root, document, [], []);
  return settings;
}

const most = 12;

/** The settings whose title, description or place has all the words; the more of them are in the title, the earlier. */
export function settingsLike(settings: readonly Setting[], sought: string): Setting[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const count = (text: string): number => words.filter((word) => text.toLowerCase().includes(word)).length;
  return settings
    .filter((one) => count(`${one.title} ${one.description} ${one.within} ${one.pointer}`) === words.length)
    .map((setting) => ({ setting, inTitle: count(setting.title) }))
    .sort((one, other) => other.inTitle - one.inTitle)
    .slice(0, most)
    .map(({ setting }) => setting);
}
