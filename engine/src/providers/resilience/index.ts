export { resilient } from './resilient.ts';
