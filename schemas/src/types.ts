/** Types only: what front ends import without carrying the schemas along. */
export type * from './generated/types.ts';
export type { FieldError } from './problems.ts';
export type { AnyDocument, BodyOf, DocumentOf } from './validate.ts';
export type { ApiBody, Kind } from './registry.ts';
