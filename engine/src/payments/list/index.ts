export { idAt } from './birth.ts';
export { countPayments, listPayments, mostExamined, pageOf, type Page } from './list.ts';
export { pathsByBirth, pathsOfList, rarePathsByBirth } from './paths.ts';
export type { Sight } from './question.ts';
export type { LookElsewhere } from './search.ts';
export { warmUp } from './warm-up.ts';
