export { aPayment, aSummary, eur } from './payments.ts';
export { newI18n } from './i18n.ts';
export { speechIn } from './speech.ts';
export { mountPage, answer } from './page.ts';
export { aDraft, type DraftForTests } from './drafts.ts';
