import type { Provider, ProviderOperation, ProviderRequest } from '@pih/schemas';

type Declarative = NonNullable<Provider['declarative']>;
/** A place in a document, as a JSON pointer, and the name that stands there. */
export type Named = [path: string, name: string];

const credentialMembers = ['credential', 'user', 'password', 'clientId', 'clientSecret', 'privateKey', 'keyId'];
const webhookMembers = ['credential', 'publicKey'];

/** Everything in a document that refers to a credential or to a host by its name. */
export function documentParts(declarative: Omit<Declarative, 'hosts'>): { credentials: Named[]; hosts: Named[] } {
  const { auth, webhook } = declarative;
  const { verify } = webhook ?? {};
  const certificate = verify?.type === 'rsa' ? verify.certificate : undefined;
  const hosts = requestsOf(declarative).flatMap(([path, { host }]): Named[] => (host ? [[`${path}/host`, host]] : []));
  return {
    credentials: [
      ...members(auth, credentialMembers, '/declarative/auth'),
      ...members(verify, webhookMembers, '/declarative/webhook/verify'),
      ...members(certificate, ['root'], '/declarative/webhook/verify/certificate'),
    ],
    hosts: [...members(auth, ['host'], '/declarative/auth'), ...hosts],
  };
}

/** Every request of a document with its place. */
export function requestsOf({ auth, operations, webhook }: Omit<Declarative, 'hosts'>): [string, ProviderRequest][] {
  const inAuth: [string, ProviderRequest][] = 'request' in auth ? [['/declarative/auth/request', auth.request]] : [];
  const { verify } = webhook ?? {};
  const asked: [string, ProviderRequest][] =
    verify?.type === 'ask-provider' ? [['/declarative/webhook/verify/request', verify.request]] : [];
  const made = Object.entries(operations).flatMap(([name, operation]) =>
    callsOf(operation, `/declarative/operations/${name}`),
  );
  return [...inAuth, ...made, ...asked];
}

function callsOf({ request, steps = [] }: ProviderOperation, path: string): [string, ProviderRequest][] {
  const single: [string, ProviderRequest][] = request ? [[`${path}/request`, request]] : [];
  return [
    ...single,
    ...steps.map((step, index): [string, ProviderRequest] => [`${path}/steps/${index}/request`, step.request]),
  ];
}

/** What the authentication of a document refers to by its name. */
export const credentialsOfAuth = (auth: object, path: string): Named[] => members(auth, credentialMembers, path);

const members = (value: object | undefined, names: readonly string[], path: string): Named[] =>
  Object.entries(value ?? {}).flatMap(([name, text]): Named[] =>
    names.includes(name) && typeof text === 'string' ? [[`${path}/${name}`, text]] : [],
  );
