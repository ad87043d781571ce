export { inkOn } from './contrast.ts';
export { dress } from './dress.ts';
export { loadFonts } from './fonts.ts';
export { variablesOf } from './variables.ts';
