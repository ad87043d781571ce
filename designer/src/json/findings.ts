import type { Diagnostic } from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import type { Found } from '../schema/index.ts';
import { rangeOf } from './places.ts';

/** Complaints about the name of a field rather than its value. */
const aboutName = new Set(['additionalProperties', 'propertyNames']);

/** What is wrong with the document, at its place in the text. */
export function diagnosticsOf(
  state: EditorState,
  found: readonly Found[],
  sentence: (found: Found) => string,
): Diagnostic[] {
  return found
    .map((one): Diagnostic => {
      const range = rangeOf(state, one.pointer, aboutName.has(one.rule) ? 'name' : 'value');
      const missing = one.rule === 'required' ? `${String(one.params['name'])}: ` : '';
      return { ...range, severity: 'error', source: one.rule, message: missing + sentence(one) };
    })
    .sort((a, b) => a.from - b.from);
}
