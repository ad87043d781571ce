import { malformed, missing } from './errors.ts';

type Json = Record<string, unknown>;

/** Reads a JSON object and refuses what does not fit, with the field as a JSON pointer. Unknown fields are ignored. */
export class Input {
  readonly #json: Json;
  readonly #pointer: string;

  constructor(json: Json, pointer = '') {
    this.#json = json;
    this.#pointer = pointer;
  }

  /** @throws PayPalFault 400 unless the text is a JSON object; an empty body counts as one */
  static parse(text: string): Input {
    const description = 'The request JSON is not well formed.';
    try {
      const parsed: unknown = text.trim() === '' ? {} : JSON.parse(text);
      if (isObject(parsed)) return new Input(parsed);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    throw malformed({ issue: 'MALFORMED_REQUEST_JSON', description });
  }

  pointerTo(key: string): string {
    return `${this.#pointer}/${key}`;
  }

  has(key: string): boolean {
    return this.#json[key] !== undefined;
  }

  text(key: string, longest = 2000): string | undefined {
    const value = this.#json[key];
    if (value === undefined) return undefined;
    const field = this.pointerTo(key);
    if (typeof value !== 'string') {
      const description = 'The value of a field does not conform to the expected format.';
      throw malformed({ issue: 'INVALID_PARAMETER_SYNTAX', description, field });
    }
    if (value.length >= 1 && value.length <= longest) return value;
    const description = 'The value of a field is either too short or too long';
    throw malformed({ issue: 'INVALID_STRING_LENGTH', description, field });
  }

  requiredText(key: string, longest?: number): string {
    const value = this.text(key, longest);
    if (value === undefined) throw missing(this.pointerTo(key));
    return value;
  }

  choice<Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    const chosen = choices.find((choice) => choice === value);
    if (chosen !== undefined) return chosen;
    throw this.wrongValue(key, value);
  }

  url(key: string): string | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
    throw this.wrongValue(key, value);
  }

  flag(key: string): boolean | undefined {
    const value = this.#json[key];
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.wrongValue(key, String(value));
  }

  object(key: string): Input | undefined {
    const value = this.#json[key];
    if (value === undefined || value === null) return undefined;
    if (isObject(value)) return new Input(value, this.pointerTo(key));
    throw this.wrongValue(key, typeof value);
  }

  requiredObject(key: string): Input {
    const object = this.object(key);
    if (!object) throw missing(this.pointerTo(key));
    return object;
  }

  objects(key: string): Input[] {
    const value = this.#json[key];
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw this.wrongValue(key, typeof value);
    return value.map((item: unknown, index) => {
      if (isObject(item)) return new Input(item, `${this.pointerTo(key)}/${index}`);
      throw this.wrongValue(`${key}/${index}`, typeof item);
    });
  }

  private wrongValue(key: string, value: string) {
    const description = 'A parameter value is not valid.';
    return malformed({ issue: 'INVALID_PARAMETER_VALUE', description, field: this.pointerTo(key), value });
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
