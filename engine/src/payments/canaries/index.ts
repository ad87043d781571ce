export { chosen, isTried, triedKinds, type Part, type TriedKind } from './arms.ts';
export { canaryFigures } from './figures.ts';
export { guardCanaries } from './guard.ts';
