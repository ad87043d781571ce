import { CompletionContext } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { bundleOf, type Kind } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { checkOf, resolverOf, type Found, type JsonSchema } from '../schema/index.ts';
import { completionOf } from './completion.ts';
import { diagnosticsOf } from './findings.ts';
import { placeAt, rangeOf } from './places.ts';
import { changeBetween, readText, written } from './text.ts';

/** A text with the cursor at "|". */
function at(text: string): { state: EditorState; position: number } {
  const position = text.indexOf('|');
  return { state: EditorState.create({ doc: text.replace('|', ''), extensions: json() }), position };
}
const stateOf = (document: unknown) => EditorState.create({ doc: written(document), extensions: json() });

describe('the place of the cursor', () => {
  it.each([
    ['{"a": {"b": 1, |}}', ['a'], 'name'],
    ['{"a": {"b|": 1}}', ['a'], 'name'],
    ['{"a": {"b": |1}}', ['a', 'b'], 'value'],
    ['{"a": {"b": |}}', ['a', 'b'], 'value'],
    ['{"a": [{"b": 1}, {"c": "x|"}]}', ['a', 1, 'c'], 'value'],
    ['{"a": ["x", "|"]}', ['a', 1], 'value'],
    ['{|}', [], 'name'],
    ['{"a": [|]}', ['a', 0], 'value'],
    ['{"a": [1, |]}', ['a', 1], 'value'],
    ['{"a": {"b": 1, |', ['a'], 'name'],
  ])('is known in %s', (text, path, role) => {
    const { state, position } = at(text);
    expect(placeAt(state, position)).toMatchObject({ path, role });
  });

  it('is found from a pointer: a value, a name, or the nearest there is', () => {
    const state = stateOf({ title: 'x', theme: { 'a/b': [1, 22] } });
    const words = (pointer: string, of?: 'name') => {
      const { from, to } = rangeOf(state, pointer, of);
      return state.sliceDoc(from, to);
    };
    expect(words('/title')).toBe('"x"');
    expect(words('/theme/a~1b/1')).toBe('22');
    expect(words('/theme')).toBe('"theme"');
    expect(words('/title', 'name')).toBe('"title"');
    expect(words('/theme/missing')).toBe('"theme"');
    expect(words('/missing')).toBe('{');
    expect(words('')).toBe('{');
  });
});

function completions(kind: Kind, text: string, language = 'en') {
  const { state, position } = at(text);
  const root = bundleOf(kind) as JsonSchema;
  const reading = readText(state.doc.toString());
  const source = completionOf({
    root,
    resolve: resolverOf(root),
    document: () => (reading.isReadable ? reading.document : { kind }),
    words: () => ({ language, t: (key) => key }),
  });
  const result = source(new CompletionContext(state, position, true));
  if (result instanceof Promise) throw new Error('completion does not wait for anything');
  return result?.options ?? [];
}
const labels = (options: readonly { label: string }[]) => options.map(({ label }) => label);

describe('completion', () => {
  it('offers the names that are not there yet, those that are needed first, with what they are for', () => {
    const options = completions('settings', '{"kind": "settings", "title": "x", |}', 'it');
    expect(labels(options)).toContain('"timeZone"');
    expect(labels(options)).not.toContain('"title"');
    const zone = options.find(({ label }) => label === '"timeZone"');
    const categories = options.find(({ label }) => label === '"categories"');
    expect(zone?.detail).toBe('Fuso orario');
    expect(zone?.boost ?? 0).toBeGreaterThan(categories?.boost ?? 0);
    const info = typeof zone?.info === 'function' ? zone.info(zone) : undefined;
    expect(info).toBeInstanceOf(HTMLElement);
    expect((info as HTMLElement).textContent).toContain('Nome IANA');
  });

  it('puts a comma behind a new name where another one follows, and none behind a name that has its value', () => {
    const apply = (text: string) => completions('settings', text).find(({ label }) => label === '"timeZone"')?.apply;
    expect(apply('{| "title": "x"}')).toBeInstanceOf(Function);
    expect(apply('{"|": "x"}')).toBe('"timeZone"');
  });

  it('offers the values of an enum with their words', () => {
    const options = completions('checkout', '{"theme": {"scheme": "|"}}');
    expect(options.map(({ label, detail }) => [label, detail])).toEqual([
      ['"light"', 'Light'],
      ['"dark"', 'Dark'],
    ]);
  });

  it('knows the form that an object has, and offers the others', () => {
    const auth = '{"declarative": {"auth": {"type": "basic", |}}}';
    expect(labels(completions('provider', auth.replace('|', '"x": 1|')))).toBeDefined();
    expect(labels(completions('provider', '{"declarative": {"auth": {"type": "basic", "|": 1}}}'))).toEqual([
      '"user"',
      '"password"',
    ]);
    const kinds = completions('provider', '{"declarative": {"auth": |null}}').map((one) => one.displayLabel);
    expect(kinds).toContain('OAuth2 client credentials');
  });

  it('offers yes and no, and says nothing where it knows nothing', () => {
    expect(labels(completions('provider', '{"enabled": |null}'))).toEqual(['true', 'false']);
    expect(completions('settings', '{"unknown": {"|": 1}}')).toEqual([]);
  });
});

describe('what is wrong', () => {
  it('is marked where it stands, in sentences', () => {
    const document = { kind: 'settings', id: 'x', title: 7, timeZone: 'Mars', defaultCurrency: 'EUR', extra: 1 };
    const root = bundleOf('settings') as JsonSchema;
    const state = stateOf(document);
    const found = checkOf(root, resolverOf(root))(document);
    const marked = diagnosticsOf(state, found, ({ rule }: Found) => rule).map(({ from, to, message }) => [
      state.sliceDoc(from, to),
      message,
    ]);
    expect(marked).toEqual([
      ['7', 'type'],
      ['"Mars"', 'format'],
      ['"extra"', 'additionalProperties'],
    ]);
  });

  it('names the place where a text stops being JSON', () => {
    const reading = readText('{"a": 1,\n "b" 2}');
    expect(reading.isReadable).toBe(false);
    expect(readText('{"a": 1}')).toEqual({ isReadable: true, document: { a: 1 } });
  });
});

it('changes only what differs between two texts, so that the cursor stays', () => {
  expect(changeBetween('{"a": 1, "b": 2}', '{"a": 1, "b": 3}')).toEqual({ from: 14, to: 15, insert: '3' });
  expect(changeBetween('same', 'same')).toBeUndefined();
  expect(changeBetween('aa', 'aaa')).toEqual({ from: 2, to: 2, insert: 'a' });
});
