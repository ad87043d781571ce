import type { RevisionAuthor } from '@pih/schemas/types';

/** Who did something: an operator, one of the merchant's systems, or the hub itself. */
export type Actor = RevisionAuthor;

/** Any document, of which only its kind's schema knows more. */
export type Content = Record<string, unknown>;

export const isContent = (value: unknown): value is Content =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
