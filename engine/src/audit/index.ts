export { Audit, type AuditDependencies, type Extent } from './audit.ts';
export type { AuditActor, AuditEntry, AuditTarget } from './entry.ts';
export type { Untold } from './outbox.ts';
export type { Finding, Verification } from './verify.ts';
export { verificationView } from './views.ts';
