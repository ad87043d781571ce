import type { FlowNode } from '@pih/schemas/types';
import type { FlowEdge } from './edge.ts';
import type { FlowPart } from './edit/index.ts';

const format = 'payment-integration-hub/flow-part';
/** As many nodes as a flow may have. */
const most = 2000;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isId = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9_-]{1,80}$/.test(value);
const haveIds = (list: unknown): boolean => isList(list) && list.every((one) => isFields(one) && isId(one['id']));
const isListOfText = (list: unknown): boolean => isList(list) && list.every((one) => typeof one === 'string');
const isOffered = (one: unknown): boolean =>
  isFields(one) && typeof one['method'] === 'string' && isListOfText(one['providers']);

/** What each type needs so that it can be drawn; whether it makes sense, the checks of the flow say. */
const fits: Record<FlowNode['type'], (data: Fields) => boolean> = {
  start: () => true,
  stop: () => true,
  condition: ({ when }) => isFields(when),
  switch: ({ fact, cases }) =>
    typeof fact === 'string' &&
    haveIds(cases) &&
    isList(cases) &&
    cases.every((one) => isFields(one) && isList(one['values'])),
  split: ({ branches }) =>
    haveIds(branches) &&
    isList(branches) &&
    branches.every((one) => isFields(one) && typeof one['percent'] === 'number'),
  offer: ({ methods }) => isList(methods) && methods.every(isOffered),
  hide: ({ methods }) => isListOfText(methods),
  order: ({ methods }) => isListOfText(methods),
  require: ({ requirements }) => isListOfText(requirements),
  note: ({ text }) => typeof text === 'string',
};

const isType = (type: unknown): type is FlowNode['type'] => typeof type === 'string' && Object.hasOwn(fits, type);

function isNode(value: unknown): value is FlowNode {
  if (!isFields(value) || !isId(value['id']) || !isType(value['type'])) return false;
  const { position, data, title } = value;
  if (!isFields(position) || !Number.isFinite(position['x']) || !Number.isFinite(position['y'])) return false;
  return (title === undefined || typeof title === 'string') && fits[value['type']](isFields(data) ? data : {});
}

const isEdge = (value: unknown): value is FlowEdge =>
  isFields(value) &&
  isId(value['source']) &&
  isId(value['target']) &&
  (value['sourceHandle'] === undefined || isId(value['sourceHandle']));

/** A part of a flow as text for the clipboard; it may be pasted into another flow, or into a message. */
export const partAsText = (part: FlowPart): string => JSON.stringify({ format, ...part }, null, 2);

/** Reads a part of a flow from the clipboard; undefined for a text that is none, or is a broken one. */
export function partFromText(text: string): FlowPart | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // some other text
  }
  if (!isFields(value) || value['format'] !== format) return undefined;
  const { nodes, edges } = value;
  if (!isList(nodes) || !isList(edges) || !nodes.length || nodes.length > most) return undefined;
  return nodes.every(isNode) && edges.every(isEdge) ? { nodes, edges } : undefined;
}
