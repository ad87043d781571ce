import type { Problem } from '@pih/schemas/types';

/** Something that is fetched: on its way, there, or refused. */
export type Loaded<T> = { status: 'loading' } | { status: 'ready'; value: T } | { status: 'failed'; problem: Problem };
