import { InvalidInput } from '@pih/schemas';
import { described, NotFound } from '../http/index.ts';
import {
  ApprovalRefused,
  ArchiveRefused,
  CanaryImpossible,
  DocumentArchived,
  DocumentNotArchived,
  DocumentNotFound,
  DraftChanged,
  DraftMissing,
  KindUnknown,
  NotPublishable,
  ReleaseEnded,
  ReleaseNotFound,
  ReleaseOutdated,
  RevisionNotFound,
  ScheduleImpossible,
  SecretInEnvironment,
  SecretNameInvalid,
  TooManyReleases,
  TooMuchAtOnce,
  WrongDocument,
} from './problems.ts';

const chapter = 'Configuration';
const oneDocument = { chapter, path: { kind: 'kind', id: 'documentId' } } as const;

const problemsOfPublishing = [
  KindUnknown,
  DocumentNotFound,
  DocumentArchived,
  NotPublishable,
  ScheduleImpossible,
  TooManyReleases,
  TooMuchAtOnce,
];

/** What the published API says of each route of documents. */
export const aboutDocuments = {
  list: described({
    chapter,
    name: 'listDocuments',
    summary: 'List the documents of a kind',
    path: { kind: 'kind' },
    success: { status: 200, body: 'document-list' },
    problems: [KindUnknown],
  }),
  read: described({
    ...oneDocument,
    name: 'getDocument',
    summary: 'A document: what is live and what is being edited',
    success: { status: 200, body: 'document-view' },
    problems: [KindUnknown, DocumentNotFound],
  }),
  saveDraft: described({
    ...oneDocument,
    name: 'saveDraft',
    summary: 'Save a draft, finished or not',
    more: 'Send the version of the draft that was edited, 0 when there was none: nobody overwrites another.',
    success: { status: 200, body: 'draft-answer' },
    problems: [KindUnknown, WrongDocument, DraftChanged, TooMuchAtOnce],
  }),
  discardDraft: described({
    ...oneDocument,
    name: 'discardDraft',
    summary: 'Throw a draft away',
    success: { status: 204 },
    problems: [KindUnknown, DocumentNotFound, DraftChanged, TooMuchAtOnce],
  }),
  check: described({
    ...oneDocument,
    name: 'checkDocument',
    summary: 'What keeps a document from being published, and what is doubtful about it',
    more: 'First its schema, then what it refers to, then its own test cases. Of a flow also what is certain about all carts at once: branches that none can take, and example carts that are left without a method. Nothing is kept.',
    success: { status: 200, body: 'document-check' },
    problems: [KindUnknown],
  }),
  publish: described({
    ...oneDocument,
    name: 'publishDocument',
    summary: 'Make the draft live: now, at a time, or for a part of the payments',
    more: 'Where an approval rule asks for it, the draft is frozen into a release that waits for another person. Of one document, a schedule with an end has its window to itself.',
    success: { status: 200, body: 'publication' },
    problems: [...problemsOfPublishing, DraftMissing, DraftChanged, CanaryImpossible],
  }),
  rollBack: described({
    ...oneDocument,
    name: 'rollBackDocument',
    summary: 'Publish an earlier revision again, as a new one',
    success: { status: 200, body: 'publication' },
    problems: [...problemsOfPublishing, RevisionNotFound],
  }),
  archive: described({
    ...oneDocument,
    name: 'archiveDocument',
    summary: 'Take a document out of use',
    more: 'Refused while documents that are live name it. Its revisions stay, what is planned for it is withdrawn, and payments that began with it are finished with it.',
    success: { status: 200, body: 'publication' },
    problems: [KindUnknown, DocumentNotFound, DocumentArchived, ArchiveRefused, TooManyReleases, TooMuchAtOnce],
  }),
  restore: described({
    ...oneDocument,
    name: 'restoreDocument',
    summary: 'Put an archived document back into use',
    success: { status: 200, body: 'publication' },
    problems: [KindUnknown, DocumentNotFound, DocumentNotArchived, NotPublishable, TooManyReleases, TooMuchAtOnce],
  }),
  needs: described({
    ...oneDocument,
    name: 'getNeedsOfDocument',
    summary: 'Who else would have to approve it',
    more: 'Judges the draft, or an earlier revision, by the approval rules that are live. Nothing is kept.',
    success: { status: 200, body: 'needs' },
    problems: [KindUnknown, DocumentNotFound, DraftMissing, RevisionNotFound],
  }),
  history: described({
    ...oneDocument,
    name: 'getHistoryOfDocument',
    summary: 'What happened to a document, newest first',
    success: { status: 200, body: 'document-history' },
    problems: [KindUnknown, DocumentNotFound],
  }),
  revisions: described({
    ...oneDocument,
    name: 'listRevisions',
    summary: 'List the publications of a document',
    success: { status: 200, body: 'revision-list' },
    problems: [KindUnknown, DocumentNotFound],
  }),
  revision: described({
    ...oneDocument,
    name: 'getRevision',
    summary: 'A document as it was published once',
    path: { kind: 'kind', id: 'documentId', revision: 'revision' },
    success: { status: 200, body: 'revision-document' },
    problems: [KindUnknown, RevisionNotFound],
  }),
};

const oneRelease = { chapter, path: { kind: 'kind', id: 'documentId', release: 'releaseId' } } as const;
const problemsOfAnswers = [KindUnknown, ReleaseNotFound, ReleaseEnded, TooMuchAtOnce];

/** What the published API says of each route of releases. */
export const aboutReleases = {
  list: described({
    chapter,
    name: 'listReleases',
    summary: 'List what waits for approval or its time, and what is tried on a part of the payments',
    more: 'Of all kinds; those that wait for approval first, then the next due.',
    success: { status: 200, body: 'release-list' },
  }),
  read: described({
    ...oneRelease,
    name: 'getRelease',
    summary: 'A release with its document',
    success: { status: 200, body: 'release-document' },
    problems: [KindUnknown, ReleaseNotFound],
  }),
  approve: described({
    ...oneRelease,
    name: 'approveRelease',
    summary: 'Say yes to a release that waits for approval',
    more: 'Nobody approves what they asked for or worked on. With the last yes it needs, it happens.',
    success: { status: 200, body: 'publication' },
    problems: [
      ...problemsOfAnswers,
      ApprovalRefused,
      ReleaseOutdated,
      NotPublishable,
      ScheduleImpossible,
      CanaryImpossible,
      ArchiveRefused,
      DocumentArchived,
      DocumentNotArchived,
    ],
  }),
  refuse: described({
    ...oneRelease,
    name: 'refuseRelease',
    summary: 'Say no to a release that waits for approval',
    success: { status: 200, body: 'publication' },
    problems: problemsOfAnswers,
  }),
  withdraw: described({
    ...oneRelease,
    name: 'withdrawRelease',
    summary: 'Take a release back',
    more: 'Also ends a canary, or a schedule that is live: then what was live before comes back at once.',
    success: { status: 200, body: 'publication' },
    problems: [...problemsOfAnswers, NotPublishable],
  }),
  promote: described({
    ...oneRelease,
    name: 'promoteRelease',
    summary: 'Make the revision of a canary the live one',
    success: { status: 200, body: 'publication' },
    problems: [...problemsOfAnswers, NotPublishable, TooManyReleases],
  }),
};

/** What the published API says of each route of secrets. */
export const aboutSecrets = {
  list: described({
    chapter,
    name: 'listSecrets',
    summary: 'Where each secret comes from; never a value',
    success: { status: 200, body: 'secret-list' },
  }),
  write: described({
    chapter,
    name: 'writeSecret',
    summary: 'Set a secret; it can never be read again',
    path: { name: 'secretName' },
    success: { status: 204 },
    problems: [SecretNameInvalid, SecretInEnvironment, InvalidInput],
  }),
};

export const aboutKindSchema = described({
  chapter,
  name: 'getKindSchema',
  summary: 'The JSON Schema of a kind of document',
  more: 'Everything it refers to stands in its own `$defs`. Titles and descriptions are there in English, and in Italian under `x-it`; `x-control` says which control a form shows.',
  path: { kind: 'kind' },
  success: { status: 200, body: 'kind-schema' },
  problems: [KindUnknown],
});

export const aboutVocabulary = described({
  chapter,
  name: 'getVocabulary',
  summary: 'The methods, providers, brands and facts of this installation',
  success: { status: 200, body: 'vocabulary' },
});

export const aboutLogo = described({
  chapter: 'Service',
  name: 'getLogo',
  summary: 'The logo of a brand',
  path: { id: 'brandId' },
  success: { status: 200, media: 'image/svg+xml' },
  problems: [NotFound],
});
