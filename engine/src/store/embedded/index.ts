export { startEmbeddedStore, type EmbeddedStore, type EmbeddedStoreOptions } from './start.ts';
export { FolderInUse } from './ownership/folder-in-use.ts';
