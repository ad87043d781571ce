import { credential, type Callee } from '../../credentials.ts';
import type { Auth } from './auth.ts';
import type { AuthOf } from './schemes.ts';

/** A key in a header, after its prefix. */
export const keyHeader = (document: Callee, { header, prefix = '', credential: name }: AuthOf<'header'>): Auth => ({
  prove: async (_, given) => ({
    headers: { [(header ?? 'Authorization').toLowerCase()]: prefix + credential(document, given, name) },
  }),
  refused: () => false,
});

/** RFC 7617. */
export const basicAuth = (document: Callee, { user, password }: AuthOf<'basic'>): Auth => ({
  prove: async (_, given) => ({
    headers: basicHeader(credential(document, given, user), credential(document, given, password)),
  }),
  refused: () => false,
});

export const basicHeader = (user: string, password: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});
