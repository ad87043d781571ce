/** What became of a node or an edge between two revisions, by its id. */
export type FlowMarks = ReadonlyMap<string, 'added' | 'removed' | 'changed'>;
