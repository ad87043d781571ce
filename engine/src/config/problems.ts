import { problem, type FieldError, type Kind } from '@pih/schemas';
import type { Author, ReleaseState } from './model.ts';

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

export const DraftChanged = problem<Which & { version: number; yours: number; by?: Author; at?: Date }>({
  type: 'draft-changed',
  status: 409,
  title: 'Somebody else changed the draft',
  detail: ({ kind, id, version, yours, by, at }) =>
    version === 0
      ? `The draft of ${kind} "${id}" that you worked on is gone: it was published or thrown away. Load it again and bring your changes over.`
      : `${by?.name ?? 'Somebody'} saved the draft of ${kind} "${id}"${at ? ` at ${at.toISOString()}` : ''}: it is at version ${version}; you worked on ${yours}. Load it again and bring your changes over.`,
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

export const TooMuchAtOnce = problem<Which>({
  type: 'too-much-at-once',
  status: 409,
  title: 'Too many people change this document at once',
  detail: ({ kind, id }) => `The ${kind} "${id}" kept changing while this was tried. Nothing was done; try again.`,
});

/** Why a schedule cannot be kept. */
type ScheduleReason = 'past' | 'order' | 'overlap' | 'nothing_before' | 'over';

const aboutSchedules: Record<ScheduleReason, (facts: { from?: Date; until?: Date; other?: string }) => string> = {
  past: ({ from, until }) =>
    `${(from ?? until)?.toISOString()} has passed. Choose a moment to come, or leave the beginning out to publish at once.`,
  order: ({ from, until }) =>
    `It would end at ${until?.toISOString()}, before it begins at ${from?.toISOString()}. Choose an end after the beginning.`,
  overlap: ({ other, from, until }) =>
    `It would get in the way of "${other}", which is planned from ${from?.toISOString() ?? 'now'}${until ? ` until ${until.toISOString()}` : ''}. Choose other times, or withdraw that one first.`,
  nothing_before: () =>
    'At its end what was live before comes back, and nothing was. Leave the end out, or publish a first revision.',
  over: ({ until }) => `Its time was over at ${until?.toISOString()}. Withdraw it and plan it anew.`,
};

export const ScheduleImpossible = problem<
  Which & { reason: ScheduleReason; from?: Date; until?: Date; release?: string; other?: string }
>({
  type: 'schedule-impossible',
  status: 422,
  title: 'This cannot be scheduled so',
  detail: ({ reason, ...facts }) => aboutSchedules[reason](facts),
});

/** Why a document cannot be tried on a part of the payments. */
type CanaryReason = 'kind' | 'nothing_live' | 'running' | 'scheduled';

const aboutCanaries: Record<CanaryReason, string> = {
  kind: 'Only flows and checkouts can be tried on a part of the payments first.',
  nothing_live: 'There is nothing live to compare it with. Publish a first revision.',
  running: 'One is running already. Promote or withdraw that one first.',
  scheduled: 'It cannot be scheduled as well. Choose one of the two.',
};

export const CanaryImpossible = problem<Which & { reason: CanaryReason; release?: string }>({
  type: 'canary-impossible',
  status: 409,
  title: 'This cannot be tried on a part of the payments',
  detail: ({ reason }) => aboutCanaries[reason],
});

export const TooManyReleases = problem<Which & { most: number }>({
  type: 'too-many-releases',
  status: 409,
  title: 'Too many releases of this document are open',
  detail: ({ kind, id, most }) =>
    `The ${kind} "${id}" has ${most} open releases. Withdraw one of them, or wait until one has ended.`,
});

export const ReleaseNotFound = problem<Which & { release: string }>({
  type: 'release-not-found',
  status: 404,
  title: 'This release does not exist',
  detail: ({ kind, id, release }) => `The ${kind} "${id}" has no release "${release.slice(0, 80)}".`,
});

export const ReleaseEnded = problem<Which & { release: string; state: ReleaseState }>({
  type: 'release-ended',
  status: 409,
  title: 'This is not possible with this release any more',
  detail: ({ kind, id, state }) =>
    `The release of ${kind} "${id}" is "${state}" now. Load it again to see what happened to it.`,
});

export const ReleaseOutdated = problem<Which & { release: string; basedOn: number | null; revision: number | null }>({
  type: 'release-outdated',
  status: 409,
  title: 'Something else was published since this was asked for',
  detail: ({ kind, id, basedOn, revision }) =>
    `The ${kind} "${id}" was at ${basedOn === null ? 'no revision' : `revision ${basedOn}`} when this was asked for and is at ${revision === null ? 'none' : revision} now. Withdraw it, bring the changes over and ask again.`,
});

/** Why somebody may not approve this one, though they may approve others. */
type ApprovalReason = 'asked' | 'edited' | 'made' | 'twice' | 'api_key';

const aboutApprovals: Record<ApprovalReason, string> = {
  asked: 'You asked for it yourself. Another person has to approve it.',
  edited: 'You worked on this draft yourself. Another person has to approve it.',
  made: 'Your access was made by who asked for it or worked on it, or theirs by you. Another person has to approve it.',
  twice: 'You approved it already. Another person has to do so too.',
  api_key: 'Approvals are given by people. Sign in to the console.',
};

export const ApprovalRefused = problem<Which & { release: string; reason: ApprovalReason }>({
  type: 'approval-refused',
  status: 403,
  title: 'You cannot approve this release',
  detail: ({ reason }) => aboutApprovals[reason],
});

export const DocumentArchived = problem<Which>({
  type: 'document-archived',
  status: 409,
  title: 'This document is archived',
  detail: ({ kind, id }) => `The ${kind} "${id}" is out of use. Restore it first.`,
});

export const DocumentNotArchived = problem<Which>({
  type: 'document-not-archived',
  status: 409,
  title: 'This document is not archived',
  detail: ({ kind, id }) => `The ${kind} "${id}" is not archived, so there is nothing to restore.`,
});

/** Why a document has to stay: nothing of it is live, others name it, or the hub cannot do without. */
type ArchiveReason = 'nothing_live' | 'in_use' | 'needed';

export const ArchiveRefused = problem<
  Which & { reason: ArchiveReason; usedBy: { kind: Kind; id: string; title: string }[]; errors: FieldError[] }
>({
  type: 'archive-refused',
  status: 409,
  title: 'This document cannot be archived',
  detail: ({ kind, id, reason, usedBy, errors }) => {
    if (reason === 'nothing_live')
      return `Nothing of the ${kind} "${id}" is live. Throw its draft away instead, if it has one.`;
    if (reason === 'in_use')
      return `The ${kind} "${id}" is named by ${usedBy.map((user) => `${user.kind} "${user.id}"`).join(', ')}. Change them first.`;
    return `The hub cannot do without the ${kind} "${id}": ${errors[0]?.message ?? 'there has to be one'}.`;
  },
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
