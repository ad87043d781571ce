import type { FieldError } from '@pih/schemas';

/** The id of a node of a document that need not fit its schema. */
function idOfNode(document: unknown, index: number): string | undefined {
  const { nodes } = (document ?? {}) as { nodes?: unknown };
  const node: unknown = Array.isArray(nodes) ? nodes[index] : undefined;
  const { id } = (node ?? {}) as { id?: unknown };
  return typeof id === 'string' ? id : undefined;
}

/** What the schema finds wrong inside a node of a flow, with the node that it is about. */
export function atNodes(errors: readonly FieldError[], document: unknown): FieldError[] {
  return errors.map((error) => {
    const [, index] = /^\/nodes\/(\d+)/.exec(error.path) ?? [];
    const node = error.node === undefined && index !== undefined ? idOfNode(document, Number(index)) : undefined;
    return node === undefined ? error : { ...error, node };
  });
}
