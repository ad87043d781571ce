import { InvalidInput } from '@pih/schemas';
import { described, NotFound } from '../http/index.ts';
import {
  DocumentNotFound,
  DraftChanged,
  DraftMissing,
  KindUnknown,
  NotPublishable,
  RevisionNotFound,
  SecretInEnvironment,
  SecretNameInvalid,
  WrongDocument,
} from './problems.ts';

const chapter = 'Configuration';
const oneDocument = { chapter, path: { kind: 'kind', id: 'documentId' } } as const;

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
    problems: [KindUnknown, WrongDocument, DraftChanged],
  }),
  discardDraft: described({
    ...oneDocument,
    name: 'discardDraft',
    summary: 'Throw a draft away',
    success: { status: 204 },
    problems: [KindUnknown, DocumentNotFound, DraftChanged],
  }),
  check: described({
    ...oneDocument,
    name: 'checkDocument',
    summary: 'What keeps a document from being published',
    more: 'First its schema, then what it refers to, then its own test cases. Nothing is kept.',
    success: { status: 200, body: 'document-check' },
    problems: [KindUnknown],
  }),
  publish: described({
    ...oneDocument,
    name: 'publishDocument',
    summary: 'Make the draft the live revision',
    success: { status: 200, body: 'revision' },
    problems: [KindUnknown, DocumentNotFound, DraftMissing, DraftChanged, NotPublishable],
  }),
  rollBack: described({
    ...oneDocument,
    name: 'rollBackDocument',
    summary: 'Publish an earlier revision again, as a new one',
    success: { status: 200, body: 'revision' },
    problems: [KindUnknown, DocumentNotFound, RevisionNotFound, DraftChanged, NotPublishable],
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
