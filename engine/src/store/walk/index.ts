export { type Filter, type Place } from './order.ts';
export { walked, type Lane, type Page, type Question, type Sight } from './walk.ts';
