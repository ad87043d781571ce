export { provideWords, useWords, type CheckoutKey } from './checkout-words.ts';
export { languageNames, pageLanguages, pickLanguage, textIn, type PageLanguage } from './language.ts';
export { vocabulary } from './vocabulary.ts';
