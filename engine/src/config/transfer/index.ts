export { Commits } from './commit.ts';
export { headsTogether } from './heads-together.ts';
export { Imports } from './imports.ts';
export { documentsErrors } from './offline.ts';
export { transferRoutes } from './routes.ts';
