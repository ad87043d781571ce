import type { Flow } from '@pih/schemas/types';
import { isContent } from '../model.ts';

/** A draft may be anything yet; only what has nodes and edges can be told, and drawn, as a flow. */
export const isFlow = (document: unknown): document is Flow =>
  isContent(document) && Array.isArray(document['nodes']) && Array.isArray(document['edges']);
