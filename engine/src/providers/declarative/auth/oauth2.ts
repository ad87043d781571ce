import { credential, hostOf } from '../../credentials.ts';
import { CredentialsRefused, type Auth } from './auth.ts';
import { basicHeader } from './key-header.ts';
import type { AuthOf } from './schemes.ts';
import { tokenAuth, tokenFor } from './token.ts';
import type { AuthNeeds } from './index.ts';
import { answered } from './login.ts';

/** RFC 6749, section 4.4. */
export function clientCredentials(auth: AuthOf<'oauth2-client-credentials'>, needs: AuthNeeds): Auth {
  const { document, deps, wire } = needs;
  return tokenAuth({}, deps.now, async (credentials) => {
    const id = credential(document, credentials, auth.clientId);
    const secret = credential(document, credentials, auth.clientSecret);
    const isInBody = auth.credentialsIn === 'body';
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      ...(isInBody && { client_id: id, client_secret: secret }),
      ...(auth.scope && { scope: auth.scope }),
    });
    const { status, text } = await wire({
      method: 'POST',
      url: hostOf(document, deps.sandboxUrl, auth.host) + auth.tokenPath,
      headers: {
        ...(await needs.headers(credentials)),
        ...(!isInBody && basicHeader(id, secret)),
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: form.toString(),
    });
    if (status === 400 || status === 401 || status === 403) throw new CredentialsRefused();
    const answer = answered(text) as { access_token?: unknown; expires_in?: unknown } | null | undefined;
    return tokenFor(answer?.access_token, answer?.expires_in, deps.now().getTime());
  });
}
