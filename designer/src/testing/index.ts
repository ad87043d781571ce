export { aPayment, aSummary, eur } from './payments.ts';
export { speechIn } from './speech.ts';
export { mountPage, answer } from './page.ts';
