export type { StoredApiKey } from './api-key.ts';
export { emailKey } from './email-key.ts';
export type { Maker } from './fields.ts';
export type { StoredInvitation } from './invitation.ts';
export { accessModels, type AccessModels } from './models.ts';
export type { StoredFactor, StoredOperator } from './operator.ts';
export type { StoredReset } from './reset.ts';
export type { StoredSession } from './session.ts';
export type { StoredAttempts, StoredChallenge, StoredSignIn } from './sign-in.ts';
