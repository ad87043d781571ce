import { countries } from '@pih/schemas/countries';
import { currencies } from '@pih/schemas/money';
import type { Option } from '../../ui/index.ts';
import { displayName } from '../../condition-words/index.ts';

/** Languages of ISO 639-1 that shops speak; any other stays as it is written. */
const spoken = (
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lb ' +
  'lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt rm ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh zu'
).split(' ');

const byLabel = (language: string) => (one: Option, other: Option) => one.label.localeCompare(other.label, language);
const capitalized = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** Every country by the name that a language has for it. */
export const countryOptions = (language: string): Option[] =>
  countries.map((code) => ({ value: code, label: displayName(code, 'region', language) })).sort(byLabel(language));

/** Languages by the names that a language has for them. */
export const languageOptions = (language: string): Option[] =>
  spoken
    .map((code) => ({ value: code, label: capitalized(displayName(code, 'language', language)) }))
    .sort(byLabel(language));

/** Every currency by its code, then its name; those named first stand first. */
export function currencyOptions(language: string, first: readonly string[] = []): Option[] {
  const ordered = [...new Set([...first.filter((code) => currencies.includes(code)), ...currencies])];
  return ordered.map((code) => ({ value: code, label: `${code} · ${displayName(code, 'currency', language)}` }));
}
