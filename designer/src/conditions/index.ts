export { default as ConditionEditor } from './ConditionEditor.vue';
export { default as FactPicker } from './FactPicker.vue';
export { default as FactValueInput } from './FactValueInput.vue';
export type { ConditionError } from './editor-context.ts';
export { comparisonOf, valuesFor } from './tree/comparison.ts';
export { usePartKeys } from './use-part-keys.ts';
export { moved, replaced } from './tree/parts.ts';
export * from '../condition-words/index.ts';
export { countryOptions, currencyOptions, languageOptions } from './values/codes.ts';
