export { acknowledge } from './acknowledge.ts';
export { askNow } from './ask.ts';
export { listInbox, type Waiting } from './inbox.ts';
