import type { Kind } from './types.ts';

/** The kinds that decide who may do what, and where money and secrets go. To change one takes `toAdminister` besides. */
const administeredKinds: ReadonlySet<string> = new Set<Kind>(['role', 'settings', 'provider', 'channel']);

/** The permission that it takes, whatever else a path to a change asks for. */
export const toAdminister = 'config.administer';

/** Whether documents of a kind are changed by administrators only. */
export const isAdministered = (kind: string): boolean => administeredKinds.has(kind);
