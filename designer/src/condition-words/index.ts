export { default as SentenceText } from './SentenceText.vue';
export {
  actualInWords,
  comparisonInWords,
  conditionInWords,
  conditionParts,
  factLabel,
  type Comparison,
} from './condition.ts';
export { capitalized, joined, marked, partsOf, plain, type SentencePart } from './sentence.ts';
export { allOf, oneOf, uncapitalized, type Speech } from './speech.ts';
export { displayName, isMoney, isWindow, valueInWords } from './value.ts';
export { useSpeech } from './use-speech.ts';
