import type { FactDefinition } from '@pih/schemas/facts';

/** Which control a value of a fact is given with. */
export type ValueKind = 'money' | 'number' | 'boolean' | 'time' | 'date' | 'weekday' | 'choice' | 'text';

/** Built-in texts that have a control of their own; what the others may be is known from elsewhere. */
const texts: Readonly<Record<string, ValueKind>> = {
  date: 'date',
  weekday: 'weekday',
  country: 'choice',
  currency: 'choice',
  language: 'choice',
  brand: 'choice',
};

export function valueKind({ id, type, options }: FactDefinition): ValueKind {
  if (type !== 'text' && type !== 'list') return type;
  return texts[id] ?? (options ? 'choice' : 'text');
}
