export { useFormats, timeZone } from './use-formats.ts';
export { dayIn, startOfDay, addDays } from './days.ts';
export { inWords } from './relative-time.ts';
export { useNow } from './use-now.ts';
export { textIn } from './text.ts';
export { shortened } from './shortened.ts';
