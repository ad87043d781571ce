import { randomUUID } from 'node:crypto';
import { WireFault } from '../../wire.ts';
import { MappingFault } from '../expressions.ts';
import { CredentialsRefused, type Auth } from './auth.ts';
import { signAssertion } from './assertion.ts';
import type { AuthNeeds } from './index.ts';
import type { AuthOf } from './schemes.ts';
import { tokenAuth, tokenFor, type Token } from './token.ts';

/** A call of the document answers a token; an assertion that the hub signed may stand in it (RFC 7523). */
export function login(auth: AuthOf<'login'> | AuthOf<'jwt-assertion'>, needs: AuthNeeds): Auth {
  const { document, deps, wire, draft } = needs;

  return tokenAuth(auth, deps.now, async (credentials) => {
    const assertion =
      auth.type === 'jwt-assertion'
        ? { assertion: await signAssertion(document, auth, credentials, needs, randomUUID()) }
        : {};
    const { method, url, headers, body } = await draft(auth.request, assertion, credentials);
    const { status, text } = await wire({ method, url, headers, ...(body !== undefined && { body }) });
    if (status === 400 || status === 401 || status === 403) throw new CredentialsRefused();
    if (status >= 300) throw new WireFault('unreadable_answer');
    return readToken(auth, needs, answered(text));
  });
}

async function readToken(
  auth: AuthOf<'login'> | AuthOf<'jwt-assertion'>,
  { mappings, deps }: AuthNeeds,
  response: unknown,
): Promise<Token> {
  const context = { response, now: deps.now().toISOString() };
  try {
    if (auth.success && (await mappings.value(auth.success, context)) !== true) throw new CredentialsRefused();
    const seconds = await mappings.value(auth.expiresIn, context);
    return tokenFor(await mappings.text(auth.token, context), seconds ?? auth.lifetimeSeconds, deps.now().getTime());
  } catch (fault) {
    // The document cannot read this answer, so there is no token in it.
    throw fault instanceof MappingFault ? new WireFault('unreadable_answer', fault) : fault;
  }
}

/** @throws WireFault for a text that is no JSON */
export function answered(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new WireFault('unreadable_answer', error);
  }
}
