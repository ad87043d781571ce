import { problem } from '@pih/schemas';

// None of these facts or texts names a person: problems are answered, and may be logged, as they are.

export const WrongCredentials = problem({
  type: 'wrong-credentials',
  status: 401,
  title: 'E-mail and password do not match',
  detail: () => 'Check both and try again. An administrator can tell you whether your access is active.',
});

export const TooManyRequests = problem<{ retryAfterSeconds: number }>({
  type: 'too-many-requests',
  status: 429,
  title: 'Too many attempts',
  detail: ({ retryAfterSeconds }) => `Try again in ${retryAfterSeconds} seconds.`,
});

export const PasswordTooShort = problem<{ minimum: number }>({
  type: 'password-too-short',
  status: 400,
  title: 'The password is too short',
  detail: ({ minimum }) => `Choose at least ${minimum} characters; a few unrelated words are easy to remember.`,
});

export const PasswordTooCommon = problem({
  type: 'password-too-common',
  status: 400,
  title: 'This password is too easy to guess',
  detail: () =>
    'It is a common word, a run of keys or your own name in disguise. Choose a few words that have nothing to do with each other.',
});

export const WrongCode = problem({
  type: 'wrong-code',
  status: 401,
  title: 'E-mail, password or code do not match',
  detail: () => 'Wait for the next code of your app, or begin again with e-mail and password.',
});

export const SignInExpired = problem({
  type: 'sign-in-expired',
  status: 401,
  title: 'This sign-in took too long',
  detail: () => 'Begin again with e-mail and password.',
});

export const CodeNotProven = problem({
  type: 'code-not-proven',
  status: 400,
  title: 'This is not the code of the app',
  detail: () => 'Check that the clock of the phone is right, and type the code that the app shows now.',
});

export const SecondFactorRequired = problem({
  type: 'second-factor-required',
  status: 409,
  title: 'Your roles need a second factor',
  detail: () => 'It cannot be turned off. Set it up again to use another phone.',
});

export const SecondFactorOff = problem({
  type: 'second-factor-off',
  status: 409,
  title: 'There is no second factor',
  detail: () => 'It is turned off already.',
});

export const LinkExpired = problem({
  type: 'link-expired',
  status: 410,
  title: 'This link does not work any more',
  detail: () => 'It was used, taken back or is too old. Ask for a new one.',
});

export const InvitationNotFound = problem<{ id: string }>({
  type: 'invitation-not-found',
  status: 404,
  title: 'This invitation does not exist',
  detail: ({ id }) => `There is no invitation "${id}". GET /v1/invitations lists those there are.`,
});

export const InvitationClosed = problem<{ state: string }>({
  type: 'invitation-closed',
  status: 409,
  title: 'This invitation is over',
  detail: ({ state }) => `It was ${state}. Invite the person again if they still need access.`,
});

export const AlreadyInvited = problem({
  type: 'already-invited',
  status: 409,
  title: 'This person is invited already',
  detail: () => 'Send the invitation again from the list of invitations, or take it back first.',
});

export const SessionNotFound = problem<{ id: string }>({
  type: 'session-not-found',
  status: 404,
  title: 'This session does not exist',
  detail: ({ id }) => `There is no session "${id}", or it has ended already.`,
});

export const OperatorDisabled = problem({
  type: 'operator-disabled',
  status: 409,
  title: 'This operator is disabled',
  detail: () => 'Let them in again first.',
});

export const OperatorChanged = problem({
  type: 'operator-changed',
  status: 409,
  title: 'Somebody else changed this operator',
  detail: () => 'Look at their roles as they are now, and try again.',
});

export const OwnRoles = problem({
  type: 'own-roles',
  status: 409,
  title: 'Nobody changes their own roles',
  detail: () => 'Ask another operator who may manage operators.',
});

export const OwnSecondFactor = problem({
  type: 'own-second-factor',
  status: 409,
  title: 'Nobody takes their own second factor away here',
  detail: () => 'Turn it off in your account, which asks for your password.',
});

export const EmailTaken = problem({
  type: 'email-taken',
  status: 409,
  title: 'This e-mail already belongs to an operator',
  detail: () => 'Capital and small letters make no difference. Use another e-mail, or change that operator.',
});

export const RoleUnknown = problem<{ role: string }>({
  type: 'role-unknown',
  status: 400,
  title: 'There is no such role',
  detail: ({ role }) => `No published role has the id "${role}". Publish it first, or choose another.`,
});

export const MaskNotGiven = problem<{ field: string }>({
  type: 'mask-not-given',
  status: 403,
  title: 'These roles would show more than yours do',
  detail: ({ field }) =>
    `Your roles mask the field "${field}", and those that you hand out do not. Add a role that masks it, or ask somebody whose roles do not.`,
});

export const ApiKeyNotFound = problem<{ id: string }>({
  type: 'api-key-not-found',
  status: 404,
  title: 'This API key does not exist',
  detail: ({ id }) => `There is no API key "${id}", or it was revoked already.`,
});

export const OperatorNotFound = problem<{ id: string }>({
  type: 'operator-not-found',
  status: 404,
  title: 'This operator does not exist',
  detail: ({ id }) => `There is no operator "${id}". GET /v1/operators lists those there are.`,
});

const whyNot = {
  self: 'Nobody disables themselves. Ask another operator who may manage operators; create one first if there is none.',
  last: 'Nobody else could let operators in then. Create or enable another who may manage operators, and try again.',
  publishers:
    'Nobody else could publish roles and settings then (config.publish and config.administer). Give these permissions to another operator, and try again.',
  approvers:
    'Too few people would be left to approve changes of roles and settings (config.approve and config.administer). Add another, or relax the approval rules first.',
};

/** Why somebody cannot be done without. */
export type Indispensable = Exclude<keyof typeof whyNot, 'self'>;

export const LastAdministrator = problem<{ because: keyof typeof whyNot }>({
  type: 'last-administrator',
  status: 409,
  title: 'The hub cannot do without this operator',
  detail: ({ because }) => whyNot[because],
});
