/** Where a body departs from what an operation takes; each provider has its own words for it. */
export interface Complaint {
  /** Names and places from the outermost member: `['items', '0', 'price']`. Empty when the whole body is no object. */
  readonly path: readonly string[];
  /** What would have been right: `a text`, `a whole number`, `one of A, B`. */
  readonly wanted: string;
  readonly isMissing: boolean;
}

/** Makes the provider's own refusal of a complaint. */
export type Complain = (complaint: Complaint) => Error;

/** Reads a JSON object member by member and refuses what does not fit. Members nobody asks for are ignored. */
export class JsonFields {
  readonly #json: Readonly<Record<string, unknown>>;
  readonly #complain: Complain;
  readonly #path: readonly string[];

  constructor(json: Readonly<Record<string, unknown>>, complain: Complain, path: readonly string[] = []) {
    this.#json = json;
    this.#complain = complain;
    this.#path = path;
  }

  /** @throws the provider's refusal unless the text is a JSON object; an empty body counts as one */
  static parse(text: string, complain: Complain): JsonFields {
    const parsed = parsedOrNothing(text.trim() === '' ? '{}' : text);
    if (isObject(parsed)) return new JsonFields(parsed, complain);
    throw complain({ path: [], wanted: 'a JSON object', isMissing: false });
  }

  has(name: string): boolean {
    return this.#json[name] !== undefined && this.#json[name] !== null;
  }

  text(name: string, longest = 2_000): string | undefined {
    const value = this.#json[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value.length <= longest) return value;
    throw this.#refusal(name, `a text of at most ${longest} characters`);
  }

  requiredText(name: string, longest?: number): string {
    return this.text(name, longest) || this.#missing(name, 'a text');
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.text(name);
    const chosen = choices.find((choice) => choice === value);
    if (value === undefined || chosen !== undefined) return chosen;
    throw this.#refusal(name, `one of ${choices.join(', ')}`);
  }

  /** A whole number, at least `least`. */
  count(name: string, least = 1): number | undefined {
    const value = this.#json[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    throw this.#refusal(name, `a whole number of at least ${least}`);
  }

  requiredCount(name: string, least?: number): number {
    return this.count(name, least) ?? this.#missing(name, 'a whole number');
  }

  /** An absolute web address. */
  address(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))) return value;
    throw this.#refusal(name, 'a web address');
  }

  instant(name: string): Date | undefined {
    const value = this.text(name);
    const instant = value === undefined ? undefined : new Date(value);
    if (!instant || !Number.isNaN(instant.getTime())) return instant;
    throw this.#refusal(name, 'a date and time');
  }

  object(name: string): JsonFields | undefined {
    const value = this.#json[name];
    if (value === undefined || value === null) return undefined;
    if (isObject(value)) return new JsonFields(value, this.#complain, [...this.#path, name]);
    throw this.#refusal(name, 'an object');
  }

  requiredObject(name: string): JsonFields {
    return this.object(name) ?? this.#missing(name, 'an object');
  }

  objects(name: string): JsonFields[] {
    const value = this.#json[name];
    if (!Array.isArray(value)) return this.#missing(name, 'a list');
    return value.map((item: unknown, index) => {
      if (isObject(item)) return new JsonFields(item, this.#complain, [...this.#path, name, String(index)]);
      throw this.#complain({ path: [...this.#path, name, String(index)], wanted: 'an object', isMissing: false });
    });
  }

  /** The object as it came. */
  get json(): Readonly<Record<string, unknown>> {
    return this.#json;
  }

  /** The refusal of a member that has the right shape and still cannot be taken. */
  refusalOf(name: string, wanted: string): Error {
    return this.#refusal(name, wanted);
  }

  #refusal(name: string, wanted: string): Error {
    return this.#complain({ path: [...this.#path, name], wanted, isMissing: false });
  }

  #missing(name: string, wanted: string): never {
    throw this.#complain({ path: [...this.#path, name], wanted, isMissing: true });
  }
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON is no object either, and refused as such
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
