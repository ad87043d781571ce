import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isCurrency } from './currencies.ts';
import { errorsInWords } from './errors-in-words.ts';
import type * as types from './generated/types.ts';
import { InvalidInput, type FieldError } from './problems.ts';
import { apiSchemas, kindSchemas, sharedSchemas, type ApiBody, type Kind } from './registry.ts';

/** The document type of each kind. */
export interface DocumentOf {
  channel: types.ChannelDocument;
  provider: types.Provider;
  checkout: types.Checkout;
  flow: types.Flow;
  role: types.Role;
  kpi: types.Kpi;
  dashboard: types.Dashboard;
  notification: types.Notification;
  settings: types.Settings;
}
export type AnyDocument = DocumentOf[Kind];

/** The type of each API body. */
export interface BodyOf {
  approval: types.Approval;
  'approval-answer': types.ApprovalAnswer;
  'approval-list': types.ApprovalList;
  'approval-query': types.ApprovalQuery;
  'approval-request': types.ApprovalRequest;
  'audit-entry': types.AuditEntry;
  'audit-export-query': types.AuditExportQuery;
  'audit-list': types.AuditList;
  'audit-query': types.AuditQuery;
  'audit-verification': types.AuditVerification;
  'audit-verify-query': types.AuditVerifyQuery;
  'api-key': types.ApiKey;
  'api-key-answer': types.ApiKeyAnswer;
  'api-key-list': types.ApiKeyList;
  'api-key-request': types.ApiKeyRequest;
  'archive-request': types.ArchiveRequest;
  'attempt-answer': types.AttemptAnswer;
  'attempt-request': types.AttemptRequest;
  'back-test': types.BackTest;
  'back-test-changes': types.BackTestChanges;
  'back-test-changes-query': types.BackTestChangesQuery;
  'back-test-list': types.BackTestList;
  'back-test-request': types.BackTestRequest;
  'bulk-preview': types.BulkPreview;
  'bulk-preview-request': types.BulkPreviewRequest;
  'bulk-request': types.BulkRequest;
  'cancel-request': types.CancelRequest;
  'capture-request': types.CaptureRequest;
  'checkout-preview-request': types.CheckoutPreviewRequest;
  'checkout-view': types.CheckoutView;
  'config-export': types.ConfigExport;
  'config-news': types.ConfigNews;
  decision: types.Decision;
  'decision-answer': types.DecisionAnswer;
  'decision-request': types.DecisionRequest;
  'demo-options': types.DemoOptions;
  'demo-order': types.DemoOrder;
  'demo-order-answer': types.DemoOrderAnswer;
  'document-check': types.DocumentCheck;
  'document-history': types.DocumentHistory;
  'document-list': types.DocumentList;
  'document-query': types.DocumentQuery;
  'document-summary': types.DocumentSummary;
  'document-view': types.DocumentView;
  'draft-answer': types.DraftAnswer;
  'draft-query': types.DraftQuery;
  'draft-request': types.DraftRequest;
  explanation: types.Explanation;
  'export-request': types.ExportRequest;
  health: types.Health;
  'import-answer': types.ImportAnswer;
  'import-request': types.ImportRequest;
  invoice: types.Invoice;
  'invoice-list': types.InvoiceList;
  'invoice-pdf-query': types.InvoicePdfQuery;
  'invoice-query': types.InvoiceQuery;
  'invoice-send-answer': types.InvoiceSendAnswer;
  'invoice-send-request': types.InvoiceSendRequest;
  'invoice-summary': types.InvoiceSummary;
  job: types.Job;
  'job-item': types.JobItem;
  'job-file-query': types.JobFileQuery;
  'job-item-list': types.JobItemList;
  'job-item-query': types.JobItemQuery;
  'job-list': types.JobList;
  'job-query': types.JobQuery;
  'kind-schema': types.KindSchema;
  'logo-query': types.LogoQuery;
  'mark-query': types.MarkQuery;
  message: types.Message;
  'message-list': types.MessageList;
  'message-preview': types.MessagePreview;
  'message-preview-request': types.MessagePreviewRequest;
  'message-query': types.MessageQuery;
  'message-request': types.MessageRequest;
  'message-summary': types.MessageSummary;
  'message-test-request': types.MessageTestRequest;
  needs: types.Needs;
  'needs-request': types.NeedsRequest;
  'open-api': types.OpenApi;
  operator: types.Operator;
  account: types.Account;
  'account-change': types.AccountChange;
  invitation: types.Invitation;
  'invitation-acceptance': types.InvitationAcceptance;
  'invitation-answer': types.InvitationAnswer;
  'invitation-list': types.InvitationList;
  'invitation-request': types.InvitationRequest;
  'invitation-view': types.InvitationView;
  'operator-change': types.OperatorChange;
  'operator-permissions': types.OperatorPermissions;
  'operator-session': types.OperatorSession;
  'operator-session-list': types.OperatorSessionList;
  'password-proof': types.PasswordProof;
  'password-reset': types.PasswordReset;
  'password-reset-request': types.PasswordResetRequest;
  'password-reset-view': types.PasswordResetView;
  'permission-matrix': types.PermissionMatrix;
  'recovery-codes': types.RecoveryCodes;
  'second-factor-code': types.SecondFactorCode;
  'second-factor-offer': types.SecondFactorOffer;
  'second-factor-sign-in': types.SecondFactorSignIn;
  'sign-in-challenge': types.SignInChallenge;
  'sign-in-record': types.SignInRecord;
  'sign-in-record-list': types.SignInRecordList;
  'token-request': types.TokenRequest;
  'operator-list': types.OperatorList;
  'operator-request': types.OperatorRequest;
  'password-request': types.PasswordRequest;
  payment: types.Payment;
  'payment-count': types.PaymentCount;
  'payment-view-request': types.PaymentViewRequest;
  'payment-view': types.PaymentView;
  'payment-view-list': types.PaymentViewList;
  'note-request': types.NoteRequest;
  'acknowledge-request': types.AcknowledgeRequest;
  'attention-query': types.AttentionQuery;
  'attention-item': types.AttentionItem;
  'attention-list': types.AttentionList;
  'payment-webhook': types.PaymentWebhook;
  'payment-webhook-list': types.PaymentWebhookList;
  'payment-list': types.PaymentList;
  'payment-query': types.PaymentQuery;
  'payment-request': types.PaymentRequest;
  'payment-summary': types.PaymentSummary;
  problem: types.Problem;
  'problem-type': types.ProblemType;
  'problem-type-list': types.ProblemTypeList;
  publication: types.Publication;
  'publish-request': types.PublishRequest;
  'refund-request': types.RefundRequest;
  release: types.Release;
  'release-answer': types.ReleaseAnswer;
  'release-document': types.ReleaseDocument;
  'release-list': types.ReleaseList;
  'release-query': types.ReleaseQuery;
  'return-query': types.ReturnQuery;
  reveal: types.Reveal;
  'reveal-request': types.RevealRequest;
  revision: types.Revision;
  'revision-document': types.RevisionDocument;
  'revision-list': types.RevisionList;
  'rollback-request': types.RollbackRequest;
  'secret-list': types.SecretList;
  'secret-request': types.SecretRequest;
  session: types.Session;
  'sign-in': types.SignIn;
  simulation: types.Simulation;
  'simulation-request': types.SimulationRequest;
  'state-news': types.StateNews;
  vocabulary: types.Vocabulary;
  'webhook-answer': types.WebhookAnswer;
}

const zones = new Map<string, boolean>();
/** Whether a text is a time zone that this runtime knows; asking Intl is slow, so answers are kept. */
function isTimeZone(name: string): boolean {
  let known = zones.get(name);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
      known = true;
    } catch {
      known = false; // Intl throws RangeError for a zone it does not know; that is the answer.
    }
    if (zones.size < 1000) zones.set(name, known);
  }
  return known;
}

const isDateTime = addFormats.default(new Ajv2020(), ['date-time']).compile({ type: 'string', format: 'date-time' });

/** RFC 3339, but for its leap seconds: no clock of ours knows them, and an unknown moment is neither past nor to come. */
const isInstant = (text: string): boolean => isDateTime(text) && !Number.isNaN(Date.parse(text));

const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  discriminator: true,
  allowUnionTypes: true,
  strictRequired: false,
  strictTypes: false,
  // 4.35 is a multiple of 0.01, whatever binary fractions make of it.
  multipleOfPrecision: 6,
  // A test holds the schemas against the meta-schema; doing so at every start would cost a tenth of it.
  validateSchema: false,
});
addFormats.default(ajv, ['uri', 'email']);
ajv.addFormat('date-time', isInstant);
ajv.addFormat('currency', isCurrency);
ajv.addFormat('time-zone', isTimeZone);
// Registered, so that strict mode refuses a misspelt annotation.
ajv.addVocabulary([
  { keyword: 'x-it', schemaType: 'object' },
  { keyword: 'x-control', schemaType: 'string' },
  { keyword: 'x-labels', schemaType: 'object' },
  { keyword: 'x-readable-on', schemaType: 'array' },
]);
for (const schema of [...Object.values(sharedSchemas), ...Object.values(kindSchemas), ...Object.values(apiSchemas)])
  ajv.addSchema(schema);

function compiled($id: string): ValidateFunction {
  const validate = ajv.getSchema($id);
  if (!validate) throw new Error(`No schema has the $id ${$id}`);
  return validate;
}

function check(validate: ValidateFunction, value: unknown): FieldError[] {
  return validate(value) ? [] : errorsInWords(validate.errors ?? []);
}

/** What is wrong with a document, field by field; nothing when it is valid. */
export const documentErrors = (kind: Kind, document: unknown): FieldError[] =>
  check(compiled(kindSchemas[kind].$id), document);

/** What is wrong with a condition, field by field; nothing when it is valid. */
export const conditionErrors = (condition: unknown): FieldError[] =>
  check(compiled(sharedSchemas.condition.$id), condition);

/** What is wrong with an API body, field by field; nothing when it is valid. */
export const bodyErrors = (body: ApiBody, value: unknown): FieldError[] => check(compiled(apiSchemas[body].$id), value);

/**
 * Hands a document back with its type.
 * @throws InvalidInput naming each wrong field
 */
export function parseDocument<K extends Kind>(kind: K, document: unknown): DocumentOf[K] {
  const errors = documentErrors(kind, document);
  if (errors.length) throw new InvalidInput({ what: `This ${kind} document cannot be read`, errors });
  return document as DocumentOf[K];
}

/**
 * Hands an API body back with its type.
 * @throws InvalidInput naming each wrong field
 */
export function parseBody<B extends ApiBody>(body: B, value: unknown): BodyOf[B] {
  const errors = bodyErrors(body, value);
  if (errors.length) throw new InvalidInput({ what: 'The request cannot be read', errors });
  return value as BodyOf[B];
}
