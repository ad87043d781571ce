import type { ProviderAuth as AuthDocument } from '@pih/schemas';

export type { AuthDocument };
export type AuthOf<Type extends AuthDocument['type']> = Extract<AuthDocument, { type: Type }>;
