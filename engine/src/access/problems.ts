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
};

export const LastAdministrator = problem<{ because: keyof typeof whyNot }>({
  type: 'last-administrator',
  status: 409,
  title: 'This operator cannot be disabled',
  detail: ({ because }) => whyNot[because],
});
