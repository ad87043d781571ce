import { problem, type FieldError, type Kind } from '@pih/schemas';

type Which = { kind: Kind; id: string };

export const KindUnknown = problem<{ kind: string; known: readonly string[] }>({
  type: 'kind-unknown',
  status: 404,
  title: 'There is no such kind of document',
  detail: ({ kind, known }) => `"${kind}" is not one of ${known.join(', ')}.`,
});

export const DocumentNotFound = problem<Which>({
  type: 'document-not-found',
  status: 404,
  title: 'This document does not exist',
  detail: ({ kind, id }) => `There is no ${kind} "${id}". Check its identifier, or save a draft to begin it.`,
});

export const RevisionNotFound = problem<Which & { revision: number }>({
  type: 'revision-not-found',
  status: 404,
  title: 'This revision does not exist',
  detail: ({ kind, id, revision }) => `The ${kind} "${id}" has no revision ${revision}.`,
});

export const DraftMissing = problem<Which>({
  type: 'draft-missing',
  status: 409,
  title: 'There is no draft',
  detail: ({ kind, id }) => `The ${kind} "${id}" has no draft to publish. Save one first.`,
});

export const DraftChanged = problem<Which & { version: number; yours: number }>({
  type: 'draft-changed',
  status: 409,
  title: 'Somebody else changed the draft',
  detail: ({ kind, id, version, yours }) =>
    `The draft of ${kind} "${id}" is at version ${version}; you worked on ${yours}. Load it again and bring your changes over.`,
});

export const NotPublishable = problem<Which & { errors: FieldError[] }>({
  type: 'not-publishable',
  status: 422,
  title: 'This document cannot be published yet',
  detail: ({ kind, id, errors }) =>
    `The ${kind} "${id}" has ${errors.length === 1 ? 'a problem' : `${errors.length} problems`}: ${errors[0]?.message ?? ''}`,
});

export const WrongDocument = problem<Which & { errors: FieldError[] }>({
  type: 'wrong-document',
  status: 400,
  title: 'This is another document',
  detail: ({ kind, id, errors }) =>
    `The document must say kind "${kind}" and id "${id.slice(0, 80)}", as the address does: ${errors[0]?.path ?? ''} ${errors[0]?.message ?? ''}.`,
});

export const SecretNameInvalid = problem<{ name: string }>({
  type: 'secret-name-invalid',
  status: 400,
  title: 'This is no name for a secret',
  detail: ({ name }) =>
    `"${name.slice(0, 80)}" must be upper-case letters, digits and underscores, starting with a letter.`,
});

export const SecretInEnvironment = problem<{ name: string }>({
  type: 'secret-in-environment',
  status: 409,
  title: 'This secret is set in the environment',
  detail: ({ name }) =>
    `"${name}" comes from the variable SECRET_${name}, which wins. Change it there, or take it away first.`,
});
