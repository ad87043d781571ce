import { CsrfTokenMissing, described, NotSignedIn } from '../../http/index.ts';
import {
  CodeNotProven,
  SecondFactorOff,
  SecondFactorRequired,
  SessionNotFound,
  TooManyRequests,
  WrongCredentials,
} from '../problems.ts';

const chapter = 'Access';
const read = [NotSignedIn];
const change = [NotSignedIn, CsrfTokenMissing];
const proven = [...change, WrongCredentials, TooManyRequests];

/** What the published API says of each route of one’s own account. */
export const aboutAccount = {
  read: described({
    chapter,
    name: 'getAccount',
    summary: 'One’s own account',
    ofSession: true,
    success: { status: 200, body: 'account' },
    problems: read,
  }),
  change: described({
    chapter,
    name: 'changeAccount',
    summary: 'Change one’s own name',
    ofSession: true,
    success: { status: 200, body: 'account' },
    problems: change,
  }),
  sessions: described({
    chapter,
    name: 'listOwnSessions',
    summary: 'Where one is signed in',
    ofSession: true,
    success: { status: 200, body: 'operator-session-list' },
    problems: read,
  }),
  endOtherSessions: described({
    chapter,
    name: 'endOtherSessions',
    summary: 'Sign out everywhere else',
    ofSession: true,
    success: { status: 204 },
    problems: change,
  }),
  endSession: described({
    chapter,
    name: 'endOwnSession',
    summary: 'Sign out one browser',
    path: { session: 'sessionId' },
    ofSession: true,
    success: { status: 204 },
    problems: [...change, SessionNotFound],
  }),
  signIns: described({
    chapter,
    name: 'listOwnSignIns',
    summary: 'One’s own sign-ins, also those that failed',
    ofSession: true,
    success: { status: 200, body: 'sign-in-record-list' },
    problems: read,
  }),
  offerFactor: described({
    chapter,
    name: 'offerSecondFactor',
    summary: 'Begin to set up a second factor',
    more: 'Hands out a key for the app on the phone. Nothing changes before `confirmSecondFactor`.',
    ofSession: true,
    success: { status: 200, body: 'second-factor-offer' },
    problems: proven,
  }),
  confirmFactor: described({
    chapter,
    name: 'confirmSecondFactor',
    summary: 'Turn the second factor on',
    more: 'The answer holds the recovery codes, once. Other sessions end.',
    ofSession: true,
    success: { status: 200, body: 'recovery-codes' },
    problems: [...change, CodeNotProven],
  }),
  renewRecoveryCodes: described({
    chapter,
    name: 'renewRecoveryCodes',
    summary: 'Make new recovery codes; the earlier ones stop working',
    ofSession: true,
    success: { status: 200, body: 'recovery-codes' },
    problems: [...proven, SecondFactorOff],
  }),
  removeFactor: described({
    chapter,
    name: 'removeOwnSecondFactor',
    summary: 'Turn the second factor off',
    ofSession: true,
    success: { status: 204 },
    problems: [...proven, SecondFactorOff, SecondFactorRequired],
  }),
};
