export { createAccess, type Access, type AccessDeps, type IdentifiedCaller } from './access.ts';
export type { ApiKeySecret, NewApiKey } from './keys/api-keys.ts';
export type { NewOperator, Operator } from './people/operators.ts';
export type { RescueRequest, Rescued } from './people/rescue.ts';
export { roleErrors } from './roles/role-faults.ts';
