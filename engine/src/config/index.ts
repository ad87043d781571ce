export { configModels, type Author, type ConfigModels } from './model.ts';
export { createSecrets, SecretUnreadable, type Secrets } from './secrets.ts';
export { LiveDocuments, secretsNamedIn } from './live.ts';
export { Snapshot, type Live } from './snapshot.ts';
export { Documents } from './service.ts';
export { readSeeds } from './seeds.ts';
export { configRoutes, secretRoutes } from './routes.ts';
export { logoRoutes, vocabularyRoutes } from './vocabulary.ts';
