import type { JsonSchema, Resolve } from '../../schema/index.ts';
import type { ControlFile } from './control.ts';

/** Found in the folder: a new control is a new file. */
const files = Object.values(import.meta.glob<ControlFile>('./*Control.vue', { eager: true }));

/** Every `x-control` that some control answers to, and "hidden". */
export const knownControls: ReadonlySet<string> = new Set(['hidden', ...files.flatMap(({ serves = [] }) => serves)]);

const named = 100;
const rankOf = (file: ControlFile, schema: JsonSchema, resolve: Resolve): number =>
  file.serves?.includes(schema['x-control'] ?? '') ? named : (file.fits?.(schema, resolve) ?? 0);

/** The control that shows a field best; the raw value is shown as JSON where none fits better. */
export function controlFor(schema: JsonSchema, resolve: Resolve): ControlFile {
  const ranked = files.map((file) => ({ file, rank: rankOf(file, schema, resolve) }));
  const best = ranked.reduce((one, other) => (other.rank > one.rank ? other : one));
  return best.file;
}

/** Whether a field is a part of the form with a title of its own, rather than a line in one. */
export function isSection(schema: JsonSchema, resolve: Resolve): boolean {
  const control = controlFor(schema, resolve);
  return control.isStructure === true && control.isWide !== undefined;
}
