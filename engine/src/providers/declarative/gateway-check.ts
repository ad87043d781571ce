import type { FieldError } from '@pih/schemas';
import { endlessExpressions, missingCredentials, syntaxErrors } from './check.ts';
import { credentialsOfAuth } from './document-parts.ts';
import type { GatewayTransport } from './gateway.ts';
import { wrongKeys, type SecretValue } from './key-check.ts';

/** What the mappings of a channel are tried on before it goes live. */
const sample = {
  message: {
    id: 'msg_01J0000000000000000000000A',
    text: 'Thank you, we received €25.00.',
    subject: 'Thank you',
    language: 'en',
    reference: 'ORDER-1',
  },
  recipient: '+390115550100',
  sender: 'Rosmarino',
  credentials: {},
  response: {},
  headers: {},
  httpStatus: 200,
  now: '2026-01-01T12:00:00.000Z',
};

/** What is wrong with the HTTP part of a channel document beyond its schema, like `mappingErrors` of providers. */
export async function gatewayErrors(transport: GatewayTransport, secret: SecretValue): Promise<FieldError[]> {
  const { auth, credentials } = transport;
  const document = credentials ? { credentials } : {};
  return [
    ...syntaxErrors(transport, '/transport'),
    ...(await endlessExpressions(transport, '/transport', sample)),
    ...missingCredentials(document, credentialsOfAuth(auth, '/transport/auth')),
    ...(await wrongKeys(document, { auth }, secret)).map((error) => ({ ...error, path: `/transport${error.path}` })),
  ];
}
