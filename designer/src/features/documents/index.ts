export { documentRoutes } from './routes.ts';
export { pageOf, shelfOf, shelves, type Shelf } from './shelves.ts';
export { useApprovals } from './approvals/store.ts';
export { useDocumentSearch, type FoundDocument } from './use-document-search.ts';
export type { DocumentDraft, Saving } from './draft/document-draft.ts';
export { useTask } from './use-task.ts';
