import published from '../problem-types.json' with { type: 'json' };

/** Where the types of problems live; each is an address that never changes (RFC 9457, section 3.1.1). */
export const problemBase = 'https://payment-integration-hub.example/problems/';

/** One wrong field of a refused body. */
export interface FieldError {
  /** JSON pointer into the body, "" for the whole. */
  path: string;
  rule: string;
  message: string;
  value?: unknown;
  /** Of a flow: the id of the node it is about. */
  node?: string;
  /** What the message names, for front ends that say it in their own words. */
  params?: Record<string, string | number | string[]>;
}

interface Definition<F> {
  type: string;
  status: number;
  title: string;
  /** What happened and what to do about it, in words. */
  detail: (facts: F) => string;
}

/** An error that may leave the engine: it renders as problem+json (RFC 9457). */
export abstract class Problem extends Error {
  abstract readonly type: string;
  abstract readonly status: number;
  abstract readonly title: string;
  abstract readonly facts: Readonly<Record<string, unknown>>;

  /** The body to answer with; the facts become members beside the standard ones. */
  toJSON(): Record<string, unknown> {
    return {
      ...this.facts,
      type: problemBase + this.type,
      title: this.title,
      status: this.status,
      detail: this.message,
    };
  }
}

export type ProblemClass<F> = (new (facts: F) => Problem & { readonly facts: F }) & {
  readonly type: string;
  readonly status: number;
  readonly title: string;
};

const catalogue = new Map<string, ProblemClass<never>>();

/**
 * Defines one kind of problem: `throw new RefundTooLarge({ asked, left })`.
 * @throws RangeError when two kinds share a type
 */
export function problem<F extends object = Record<never, never>>(definition: Definition<F>): ProblemClass<F> {
  if (catalogue.has(definition.type)) throw new RangeError(`Problem type "${definition.type}" is defined twice`);
  class Defined extends Problem {
    static readonly type = definition.type;
    static readonly status = definition.status;
    static readonly title = definition.title;
    readonly type = definition.type;
    readonly status = definition.status;
    readonly title = definition.title;
    readonly facts: F & Readonly<Record<string, unknown>>;
    constructor(facts: F) {
      super(definition.detail(facts));
      this.name = definition.type;
      this.facts = facts as F & Readonly<Record<string, unknown>>;
    }
  }
  catalogue.set(definition.type, Defined as unknown as ProblemClass<never>);
  return Defined;
}

/** A kind of problem as it is published: the last part of its address, its HTTP status and its title. */
export interface PublishedProblem {
  type: string;
  status: number;
  title: string;
}

/** Every kind of problem that the code read so far defines, by type. */
export const definedProblems = (): PublishedProblem[] =>
  [...catalogue.values()]
    .map(({ type, status, title }) => ({ type, status, title }))
    .sort((a, b) => (a.type < b.type ? -1 : 1));

/** The kinds of problems that the API is published with; a test compares them with those that are defined, both ways. */
export const publishedProblems: readonly PublishedProblem[] = published;

/** A body, query or document breaks its schema. */
export const InvalidInput = problem<{ what: string; errors: FieldError[] }>({
  type: 'invalid-input',
  status: 400,
  title: 'The input is not valid',
  detail: ({ what, errors }) => {
    const [first] = errors;
    const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    return first ? `${what}: ${first.path || 'the body'} ${first.message}${rest}.` : `${what} is not valid.`;
  },
});
