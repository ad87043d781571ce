import { CsrfTokenMissing, described, Forbidden, NotSignedIn } from '../http/index.ts';
import {
  ApiKeyNotFound,
  MaskNotGiven,
  PasswordTooCommon,
  PasswordTooShort,
  RoleUnknown,
  SignInExpired,
  TooManyRequests,
  WrongCode,
  WrongCredentials,
} from './problems.ts';

const chapter = 'Access';

/** What the published API says of each route of the session and of keys. */
export const aboutAccess = {
  signIn: described({
    chapter,
    name: 'signIn',
    summary: 'Sign an operator in',
    more: 'The answer sets the session’s cookie; its `csrfToken` goes with every change as X-CSRF-Token. Where a second factor may be needed it is 202 with a challenge for `proveSecondFactor`, whether the password was right or not.',
    success: { status: 200, body: 'session' },
    orElse: { status: 202, body: 'sign-in-challenge', says: 'A code is needed.' },
    problems: [WrongCredentials, TooManyRequests],
  }),
  prove: described({
    chapter,
    name: 'proveSecondFactor',
    summary: 'Sign in with the second factor',
    more: 'For whoever got a challenge from `signIn`. Takes a code of the app, or a recovery code.',
    success: { status: 200, body: 'session' },
    problems: [WrongCode, SignInExpired, TooManyRequests],
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
    problems: [NotSignedIn, CsrfTokenMissing, WrongCredentials, TooManyRequests, PasswordTooShort, PasswordTooCommon],
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
    problems: [RoleUnknown, Forbidden, MaskNotGiven],
  }),
  revokeKey: described({
    chapter,
    name: 'revokeApiKey',
    summary: 'Revoke a key, at once and for good',
    path: { id: 'apiKeyId' },
    success: { status: 204 },
    problems: [ApiKeyNotFound],
  }),
};
