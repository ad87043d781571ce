import { invalid } from './errors.ts';
import type { FormFields } from './form.ts';

/** Reads one group of request parameters and refuses what Stripe would refuse, naming the parameter as Stripe does. */
export class Parameters {
  readonly #fields: FormFields;
  readonly #path: string;

  constructor(fields: FormFields, path = '') {
    this.#fields = fields;
    this.#path = path;
  }

  /** The full name of a parameter here: `payment_intent_data[capture_method]`. */
  nameOf(key: string): string {
    return this.#path === '' ? key : `${this.#path}[${key}]`;
  }

  has(key: string): boolean {
    return this.#fields[key] !== undefined;
  }

  /** @throws StripeFault `parameter_unknown` for any other parameter */
  allow(known: readonly string[]): this {
    const stranger = Object.keys(this.#fields).find((key) => !known.includes(key));
    if (stranger === undefined) return this;
    const param = this.nameOf(stranger);
    throw invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }

  text(key: string, longest = 5000): string | undefined {
    const value = this.#fields[key];
    if (value === undefined) return undefined;
    const param = this.nameOf(key);
    if (typeof value !== 'string') throw invalid('Invalid string', { param });
    if (value === '') {
      const message = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`;
      throw invalid(message, { code: 'parameter_invalid_empty', param });
    }
    if (value.length <= longest) return value;
    throw invalid(`Invalid string: ${value.slice(0, 10)}…; must be at most ${longest} characters`, { param });
  }

  requiredText(key: string, longest?: number): string {
    return this.text(key, longest) ?? this.missing(key);
  }

  integer(key: string): number | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    if (/^-?\d{1,15}$/.test(value)) return Number(value);
    throw invalid(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: this.nameOf(key) });
  }

  choice<Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    const chosen = choices.find((choice) => choice === value);
    if (chosen !== undefined) return chosen;
    const param = this.nameOf(key);
    throw invalid(`Invalid ${param}: must be one of ${choices.join(', ')}`, { param });
  }

  url(key: string): string | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    const isWebAddress = URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
    if (isWebAddress) return value;
    throw invalid('Not a valid URL', { code: 'url_invalid', param: this.nameOf(key) });
  }

  group(key: string): Parameters | undefined {
    const value = this.#fields[key];
    if (value === undefined) return undefined;
    if (typeof value === 'string') throw invalid('Invalid object', { param: this.nameOf(key) });
    return new Parameters(value, this.nameOf(key));
  }

  /** The groups of a list, by number. */
  groups(key: string): Parameters[] {
    const list = this.group(key);
    if (!list) return [];
    return Object.keys(list.#fields).map((number) => list.group(number) ?? list.missing(number));
  }

  /** The texts of a list: `expand[]=a&expand[]=b`. */
  texts(key: string): string[] {
    const list = this.group(key);
    return list ? Object.keys(list.#fields).map((number) => list.requiredText(number)) : [];
  }

  /** Up to 50 keys of 40 characters with values of 500 (https://docs.stripe.com/api/metadata). */
  metadata(): Record<string, string> {
    const group = this.group('metadata');
    if (!group) return {};
    const entries = Object.keys(group.#fields);
    const param = this.nameOf('metadata');
    if (entries.length > 50) throw invalid('Metadata can have up to 50 keys.', { param });
    const tooLong = entries.find((key) => key.length > 40);
    if (tooLong) throw invalid(`Metadata keys must be under 40 characters: ${tooLong}`, { param });
    return Object.fromEntries(entries.map((key) => [key, group.requiredText(key, 500)]));
  }

  missing(key: string): never {
    const param = this.nameOf(key);
    throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
}
