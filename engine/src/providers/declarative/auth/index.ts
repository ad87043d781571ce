import type { ProviderRequest } from '@pih/schemas';
import type { ConnectorDeps } from '../../connector.ts';
import type { Callee, Credentials } from '../../credentials.ts';
import type { Wire } from '../../wire.ts';
import type { Draft } from '../drafts.ts';
import type { Context, Mappings } from '../mappings.ts';
import type { Auth } from './auth.ts';
import { digestAuth } from './digest.ts';
import { httpSignature } from './http-signature.ts';
import { basicAuth, keyHeader } from './key-header.ts';
import { login } from './login.ts';
import { clientCredentials } from './oauth2.ts';
import type { AuthDocument } from './schemes.ts';

export { CredentialsRefused, type Auth, type Proof } from './auth.ts';

/** What the schemes work with; those for tokens make calls of their own. */
export interface AuthNeeds {
  readonly document: Callee;
  readonly deps: ConnectorDeps;
  readonly wire: Wire;
  readonly mappings: Mappings;
  /** Writes a request of the document, without any proof in it. */
  readonly draft: (request: ProviderRequest, context: Context, credentials: Credentials) => Promise<Draft>;
  /** The headers that the document sends with every call. */
  readonly headers: (credentials: Credentials) => Promise<Record<string, string>>;
}

/** How the calls of a document prove who is calling. */
export function createAuth(auth: AuthDocument, needs: AuthNeeds): Auth {
  switch (auth.type) {
    case 'header':
      return keyHeader(needs.document, auth);
    case 'basic':
      return basicAuth(needs.document, auth);
    case 'oauth2-client-credentials':
      return clientCredentials(auth, needs);
    case 'login':
    case 'jwt-assertion':
      return login(auth, needs);
    case 'http-signature':
      return httpSignature(needs.document, auth);
    case 'hmac':
    case 'hash':
      return digestAuth(needs.document, auth);
  }
}
