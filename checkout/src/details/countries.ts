import { countries } from '@pih/schemas/countries';

/** All countries with their names in a language, sorted as that language sorts. */
export function countriesIn(language: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  return countries
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((one, other) => one.name.localeCompare(other.name, language));
}

/** The country of the first browser language that names one: "it-CH" is CH. */
export function likelyCountry(languages: readonly string[]): string {
  const regions = languages.map((tag) => /-([A-Z]{2})\b/.exec(tag)?.[1]);
  return regions.find((region) => region !== undefined && countries.includes(region)) ?? '';
}
