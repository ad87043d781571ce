export { drawLogo } from './draw.ts';
export { logoOf } from './logo.ts';
