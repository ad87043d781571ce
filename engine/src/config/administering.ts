import { isAdministered, toAdminister } from '@pih/schemas';
import { mayAlso, type HubMiddleware } from '../http/index.ts';

const kindOf = (params: unknown): string => (params as { kind?: string }).kind ?? '';

/**
 * Stands on every route that changes the document in its address. Whoever may publish brands and flows must not be able to
 * give themselves more rights, switch four eyes off, or send money and secrets elsewhere.
 */
export const mayAdminister = (): HubMiddleware =>
  mayAlso({ action: toAdminister, when: 'for roles, settings, providers and channels' }, (ctx) =>
    isAdministered(kindOf(ctx['params'])),
  );
