import { CsrfTokenMissing, described, Forbidden, NotSignedIn } from '../http/index.ts';
import {
  ApiKeyNotFound,
  EmailTaken,
  LastAdministrator,
  OperatorNotFound,
  PasswordTooShort,
  RoleUnknown,
  TooManyRequests,
  WrongCredentials,
} from './problems.ts';

const chapter = 'Access';

/** What the published API says of each route of sessions, keys and operators. */
export const aboutAccess = {
  signIn: described({
    chapter,
    name: 'signIn',
    summary: 'Sign an operator in',
    more: 'The answer sets the session’s cookie; its `csrfToken` goes with every change as X-CSRF-Token.',
    success: { status: 200, body: 'session' },
    problems: [WrongCredentials, TooManyRequests],
  }),
  session: described({
    chapter,
    name: 'getSession',
    summary: 'Who is signed in and what they may do',
    ofSession: true,
    success: { status: 200, body: 'session' },
    problems: [NotSignedIn],
  }),
  signOut: described({
    chapter,
    name: 'signOut',
    summary: 'End the session',
    ofSession: true,
    success: { status: 204 },
    problems: [CsrfTokenMissing],
  }),
  changePassword: described({
    chapter,
    name: 'changePassword',
    summary: 'Change one’s own password; all sessions end',
    more: 'The answer sets the cookie of a new session; read its `csrfToken` with `getSession`.',
    ofSession: true,
    success: { status: 204 },
    problems: [NotSignedIn, CsrfTokenMissing, WrongCredentials, TooManyRequests, PasswordTooShort],
  }),
  listKeys: described({
    chapter,
    name: 'listApiKeys',
    summary: 'List the keys that work',
    success: { status: 200, body: 'api-key-list' },
  }),
  createKey: described({
    chapter,
    name: 'createApiKey',
    summary: 'Make a key for one of your systems',
    more: 'Nobody hands out what they may not do themselves.',
    success: { status: 201, body: 'api-key-answer' },
    problems: [RoleUnknown, Forbidden],
  }),
  revokeKey: described({
    chapter,
    name: 'revokeApiKey',
    summary: 'Revoke a key, at once and for good',
    path: { id: 'apiKeyId' },
    success: { status: 204 },
    problems: [ApiKeyNotFound],
  }),
  listOperators: described({
    chapter,
    name: 'listOperators',
    summary: 'List the operators',
    success: { status: 200, body: 'operator-list' },
  }),
  createOperator: described({
    chapter,
    name: 'createOperator',
    summary: 'Let somebody into the console',
    success: { status: 201, body: 'operator' },
    problems: [RoleUnknown, PasswordTooShort, EmailTaken, Forbidden],
  }),
  disable: described({
    chapter,
    name: 'disableOperator',
    summary: 'Shut an operator out; their sessions end',
    path: { id: 'operatorId' },
    success: { status: 204 },
    problems: [OperatorNotFound, LastAdministrator],
  }),
  enable: described({
    chapter,
    name: 'enableOperator',
    summary: 'Let an operator in again',
    path: { id: 'operatorId' },
    success: { status: 204 },
    problems: [OperatorNotFound, Forbidden],
  }),
};
