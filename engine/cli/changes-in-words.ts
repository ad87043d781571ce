import type { ImportAnswer } from '@pih/schemas';
import { withoutControls } from './problems-in-words.ts';

type Entry = ImportAnswer['changes'][number];
type Field = Entry['fields'][number];

/** A value takes a line at most. */
const widest = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}

function fieldInWords({ path, change, before, after }: Field): string {
  const name = path || 'the document';
  switch (change) {
    case 'added':
      return `    + ${name}  ${shown(after)}`;
    case 'removed':
      return `    - ${name}  ${shown(before)}`;
    case 'reordered':
      return `    ↕ ${name}  ${shown(before)} → ${shown(after)}`;
    case 'changed':
      return `    ~ ${name}  ${shown(before)} → ${shown(after)}`;
  }
}

function entryInWords({ kind, id, change, revision, fields, needs = [] }: Entry): string[] {
  const name = `${kind}/${id}`;
  const heading = change === 'added' ? `  + ${name}  new` : `  ~ ${name}  becomes revision ${revision ?? '?'}`;
  const approval = needs.length ? [`    ! a second person has to approve this: ${needs.join(', ')}`] : [];
  return [heading, ...approval, ...(change === 'added' ? [] : fields.map(fieldInWords))];
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** What an import changes, field by field; and how much stays. */
export function changesInWords({ changes }: ImportAnswer): string {
  const same = changes.filter(({ change }) => change === 'same').length;
  const different = changes.filter(({ change }) => change !== 'same');
  const lines = different.flatMap(entryInWords);
  const summary = different.length
    ? `${count(different.length, 'document differs', 'documents differ')}, ${same} the same.`
    : `Nothing differs: ${count(same, 'document', 'documents')} the same.`;
  return withoutControls([...lines, ...(lines.length ? [''] : []), summary].join('\n'));
}

/** Whether an import would change anything. */
export const isDifferent = ({ changes }: ImportAnswer): boolean => changes.some(({ change }) => change !== 'same');
