export { fileModels } from './model.ts';
export { Files, type Keeping, type StoredFile } from './files.ts';
export { FileDamaged, FileNotFound } from './problems.ts';
