/** Differences between versions of a document, by field. Knows no schema and carries no validator: browsers use it too. */
export { applyChanges } from './changes/apply.ts';
export { changesBetween, type Change } from './changes/between.ts';
export { mergeChanges, type Conflict } from './changes/merge.ts';
export { stepsOf } from './changes/pointer.ts';
export { valueAt } from './changes/at.ts';
