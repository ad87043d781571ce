export { holdsCard, isCardNumber } from './card-text.ts';
export { keepFromLog } from './known-secrets.ts';
export { redacted, redactText } from './redact.ts';
