import type { Provider } from '@pih/schemas';

export type AuthDocument = NonNullable<Provider['declarative']>['auth'];
export type AuthOf<Type extends AuthDocument['type']> = Extract<AuthDocument, { type: Type }>;
