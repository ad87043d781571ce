export { createAccess, type Access, type AccessDeps, type IdentifiedCaller } from './access.ts';
export type { ApiKeySecret, NewApiKey } from './api-keys.ts';
export type { NewOperator, Operator } from './operators.ts';
