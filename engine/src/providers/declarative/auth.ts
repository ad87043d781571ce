import type { Provider } from '@pih/schemas';
import { credential, type Credentials } from '../credentials.ts';
import { WireFault, type Wire } from '../wire.ts';

type AuthDocument = NonNullable<Provider['declarative']>['auth'];
type OAuth2 = Extract<AuthDocument, { type: 'oauth2-client-credentials' }>;

/** The provider does not accept the credentials. */
export class CredentialsRefused extends Error {
  constructor() {
    super('The provider does not accept the credentials.');
    this.name = 'CredentialsRefused';
  }
}

export interface Auth {
  /** Headers that prove who is calling. @throws CredentialsRefused, WireFault when a token cannot be had */
  headers(credentials: Credentials, baseUrl: string): Promise<Record<string, string>>;
  /** The provider refused these headers. Answers whether asking for new ones makes sense. */
  refused(headers: Readonly<Record<string, string>>): boolean;
}

export function createAuth(document: Provider, auth: AuthDocument, wire: Wire, now: () => Date): Auth {
  const of = (credentials: Credentials, name: string) => credential(document, credentials, name);
  const once = { refused: () => false };
  switch (auth.type) {
    case 'header': {
      const { header = 'Authorization', prefix = '' } = auth;
      return { ...once, headers: async (given) => ({ [header]: prefix + of(given, auth.credential) }) };
    }
    case 'basic':
      return { ...once, headers: async (given) => basic(of(given, auth.user), of(given, auth.password)) };
    case 'oauth2-client-credentials':
      return clientCredentials(document, auth, wire, now);
  }
}

interface Token {
  readonly value: string;
  readonly goodUntil: number;
}

/** A request for a token, shared by every call that needs it; once answered it serves until `goodUntil`. */
interface Asked {
  readonly key: string;
  readonly token: Promise<Token>;
  goodUntil: number;
  value?: string;
}

/** How long before its end a token is replaced, so that none expires on its way. */
const early = 60_000;

/** RFC 6749, section 4.4. */
function clientCredentials(document: Provider, auth: OAuth2, wire: Wire, now: () => Date): Auth {
  let current: Asked | undefined;

  const ask = async (user: string, password: string, baseUrl: string): Promise<Token> => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...(auth.scope && { scope: auth.scope }) });
    const { status, text } = await wire({
      method: 'POST',
      url: baseUrl + auth.tokenPath,
      headers: {
        ...basic(user, password),
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: form.toString(),
    });
    if (status === 400 || status === 401 || status === 403) throw new CredentialsRefused();
    return readToken(text, now().getTime());
  };

  const token = (credentials: Credentials, baseUrl: string): Promise<Token> => {
    const user = credential(document, credentials, auth.clientId);
    const password = credential(document, credentials, auth.clientSecret);
    const key = JSON.stringify([user, password, baseUrl]);
    if (current?.key === key && now().getTime() < current.goodUntil) return current.token;
    const asked: Asked = { key, token: ask(user, password, baseUrl), goodUntil: Infinity };
    current = asked;
    asked.token.then(
      (answer) => Object.assign(asked, answer),
      () => {
        if (current === asked) current = undefined; // a failure is not kept: the next call asks anew
      },
    );
    return asked.token;
  };

  return {
    async headers(credentials, baseUrl) {
      try {
        return { Authorization: `Bearer ${(await token(credentials, baseUrl)).value}` };
      } catch (error) {
        // Without a token the call itself was never made.
        throw error instanceof WireFault ? new WireFault('unreachable', error) : error;
      }
    },
    refused(headers) {
      // Of several calls refused at once only the first gives the token up; the others find its successor.
      if (current && headers['Authorization'] === `Bearer ${current.value}`) current = undefined;
      return true;
    },
  };
}

function readToken(text: string, now: number): Token {
  const answer = parsed(text);
  const value = answer['access_token'];
  if (typeof value !== 'string' || value === '') throw new WireFault('unreadable_answer');
  // RFC 6749 leaves expires_in optional; without it nobody knows, so the token serves for a minute.
  const lifetime = Number(answer['expires_in'] ?? 60) * 1000 || early;
  return { value, goodUntil: now + Math.max(lifetime - early, lifetime / 2) };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // no JSON, no token
  }
}

const basic = (user: string, password: string): { Authorization: string } => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});
