// Static imports, so that bundlers carry the schemas along; a test compares this list with the folders.
import values from '../values.schema.json' with { type: 'json' };
import condition from '../condition.schema.json' with { type: 'json' };
import parameters from '../parameters.schema.json' with { type: 'json' };
import providerAuth from '../provider-auth.schema.json' with { type: 'json' };
import providerVerify from '../provider-verify.schema.json' with { type: 'json' };
import channel from '../kinds/channel.schema.json' with { type: 'json' };
import checkout from '../kinds/checkout.schema.json' with { type: 'json' };
import dashboard from '../kinds/dashboard.schema.json' with { type: 'json' };
import flow from '../kinds/flow.schema.json' with { type: 'json' };
import kpi from '../kinds/kpi.schema.json' with { type: 'json' };
import notification from '../kinds/notification.schema.json' with { type: 'json' };
import provider from '../kinds/provider.schema.json' with { type: 'json' };
import role from '../kinds/role.schema.json' with { type: 'json' };
import settings from '../kinds/settings.schema.json' with { type: 'json' };
import apiKey from '../api/api-key.schema.json' with { type: 'json' };
import apiKeyAnswer from '../api/api-key-answer.schema.json' with { type: 'json' };
import apiKeyList from '../api/api-key-list.schema.json' with { type: 'json' };
import apiKeyRequest from '../api/api-key-request.schema.json' with { type: 'json' };
import archiveRequest from '../api/archive-request.schema.json' with { type: 'json' };
import attemptAnswer from '../api/attempt-answer.schema.json' with { type: 'json' };
import attemptRequest from '../api/attempt-request.schema.json' with { type: 'json' };
import backTest from '../api/back-test.schema.json' with { type: 'json' };
import backTestChanges from '../api/back-test-changes.schema.json' with { type: 'json' };
import backTestChangesQuery from '../api/back-test-changes-query.schema.json' with { type: 'json' };
import backTestList from '../api/back-test-list.schema.json' with { type: 'json' };
import backTestRequest from '../api/back-test-request.schema.json' with { type: 'json' };
import bulkPreview from '../api/bulk-preview.schema.json' with { type: 'json' };
import bulkPreviewRequest from '../api/bulk-preview-request.schema.json' with { type: 'json' };
import bulkRequest from '../api/bulk-request.schema.json' with { type: 'json' };
import cancelRequest from '../api/cancel-request.schema.json' with { type: 'json' };
import captureRequest from '../api/capture-request.schema.json' with { type: 'json' };
import checkoutPreviewRequest from '../api/checkout-preview-request.schema.json' with { type: 'json' };
import checkoutView from '../api/checkout-view.schema.json' with { type: 'json' };
import configExport from '../api/config-export.schema.json' with { type: 'json' };
import configNews from '../api/config-news.schema.json' with { type: 'json' };
import decision from '../api/decision.schema.json' with { type: 'json' };
import decisionAnswer from '../api/decision-answer.schema.json' with { type: 'json' };
import decisionRequest from '../api/decision-request.schema.json' with { type: 'json' };
import demoOptions from '../api/demo-options.schema.json' with { type: 'json' };
import demoOrder from '../api/demo-order.schema.json' with { type: 'json' };
import demoOrderAnswer from '../api/demo-order-answer.schema.json' with { type: 'json' };
import documentCheck from '../api/document-check.schema.json' with { type: 'json' };
import documentHistory from '../api/document-history.schema.json' with { type: 'json' };
import documentList from '../api/document-list.schema.json' with { type: 'json' };
import documentQuery from '../api/document-query.schema.json' with { type: 'json' };
import documentSummary from '../api/document-summary.schema.json' with { type: 'json' };
import documentView from '../api/document-view.schema.json' with { type: 'json' };
import draftAnswer from '../api/draft-answer.schema.json' with { type: 'json' };
import draftQuery from '../api/draft-query.schema.json' with { type: 'json' };
import draftRequest from '../api/draft-request.schema.json' with { type: 'json' };
import explanation from '../api/explanation.schema.json' with { type: 'json' };
import exportRequest from '../api/export-request.schema.json' with { type: 'json' };
import health from '../api/health.schema.json' with { type: 'json' };
import importAnswer from '../api/import-answer.schema.json' with { type: 'json' };
import importRequest from '../api/import-request.schema.json' with { type: 'json' };
import invoice from '../api/invoice.schema.json' with { type: 'json' };
import invoiceList from '../api/invoice-list.schema.json' with { type: 'json' };
import invoicePdfQuery from '../api/invoice-pdf-query.schema.json' with { type: 'json' };
import invoiceQuery from '../api/invoice-query.schema.json' with { type: 'json' };
import invoiceSendAnswer from '../api/invoice-send-answer.schema.json' with { type: 'json' };
import invoiceSendRequest from '../api/invoice-send-request.schema.json' with { type: 'json' };
import invoiceSummary from '../api/invoice-summary.schema.json' with { type: 'json' };
import job from '../api/job.schema.json' with { type: 'json' };
import jobItem from '../api/job-item.schema.json' with { type: 'json' };
import jobFileQuery from '../api/job-file-query.schema.json' with { type: 'json' };
import jobItemList from '../api/job-item-list.schema.json' with { type: 'json' };
import jobItemQuery from '../api/job-item-query.schema.json' with { type: 'json' };
import jobList from '../api/job-list.schema.json' with { type: 'json' };
import jobQuery from '../api/job-query.schema.json' with { type: 'json' };
import kindSchema from '../api/kind-schema.schema.json' with { type: 'json' };
import logoQuery from '../api/logo-query.schema.json' with { type: 'json' };
import markQuery from '../api/mark-query.schema.json' with { type: 'json' };
import message from '../api/message.schema.json' with { type: 'json' };
import messageList from '../api/message-list.schema.json' with { type: 'json' };
import messagePreview from '../api/message-preview.schema.json' with { type: 'json' };
import messagePreviewRequest from '../api/message-preview-request.schema.json' with { type: 'json' };
import messageQuery from '../api/message-query.schema.json' with { type: 'json' };
import messageRequest from '../api/message-request.schema.json' with { type: 'json' };
import messageSummary from '../api/message-summary.schema.json' with { type: 'json' };
import messageTestRequest from '../api/message-test-request.schema.json' with { type: 'json' };
import needs from '../api/needs.schema.json' with { type: 'json' };
import needsRequest from '../api/needs-request.schema.json' with { type: 'json' };
import operator from '../api/operator.schema.json' with { type: 'json' };
import openApi from '../api/open-api.schema.json' with { type: 'json' };
import operatorList from '../api/operator-list.schema.json' with { type: 'json' };
import operatorRequest from '../api/operator-request.schema.json' with { type: 'json' };
import passwordRequest from '../api/password-request.schema.json' with { type: 'json' };
import payment from '../api/payment.schema.json' with { type: 'json' };
import paymentCount from '../api/payment-count.schema.json' with { type: 'json' };
import paymentViewRequest from '../api/payment-view-request.schema.json' with { type: 'json' };
import paymentView from '../api/payment-view.schema.json' with { type: 'json' };
import paymentViewList from '../api/payment-view-list.schema.json' with { type: 'json' };
import noteRequest from '../api/note-request.schema.json' with { type: 'json' };
import acknowledgeRequest from '../api/acknowledge-request.schema.json' with { type: 'json' };
import approval from '../api/approval.schema.json' with { type: 'json' };
import approvalAnswer from '../api/approval-answer.schema.json' with { type: 'json' };
import approvalList from '../api/approval-list.schema.json' with { type: 'json' };
import approvalQuery from '../api/approval-query.schema.json' with { type: 'json' };
import approvalRequest from '../api/approval-request.schema.json' with { type: 'json' };
import auditEntry from '../api/audit-entry.schema.json' with { type: 'json' };
import auditExportQuery from '../api/audit-export-query.schema.json' with { type: 'json' };
import auditList from '../api/audit-list.schema.json' with { type: 'json' };
import auditQuery from '../api/audit-query.schema.json' with { type: 'json' };
import auditVerification from '../api/audit-verification.schema.json' with { type: 'json' };
import auditVerifyQuery from '../api/audit-verify-query.schema.json' with { type: 'json' };
import attentionQuery from '../api/attention-query.schema.json' with { type: 'json' };
import attentionItem from '../api/attention-item.schema.json' with { type: 'json' };
import attentionList from '../api/attention-list.schema.json' with { type: 'json' };
import paymentWebhook from '../api/payment-webhook.schema.json' with { type: 'json' };
import paymentWebhookList from '../api/payment-webhook-list.schema.json' with { type: 'json' };
import paymentList from '../api/payment-list.schema.json' with { type: 'json' };
import paymentQuery from '../api/payment-query.schema.json' with { type: 'json' };
import paymentRequest from '../api/payment-request.schema.json' with { type: 'json' };
import paymentSummary from '../api/payment-summary.schema.json' with { type: 'json' };
import problem from '../api/problem.schema.json' with { type: 'json' };
import problemType from '../api/problem-type.schema.json' with { type: 'json' };
import problemTypeList from '../api/problem-type-list.schema.json' with { type: 'json' };
import publication from '../api/publication.schema.json' with { type: 'json' };
import publishRequest from '../api/publish-request.schema.json' with { type: 'json' };
import refundRequest from '../api/refund-request.schema.json' with { type: 'json' };
import release from '../api/release.schema.json' with { type: 'json' };
import releaseAnswer from '../api/release-answer.schema.json' with { type: 'json' };
import releaseDocument from '../api/release-document.schema.json' with { type: 'json' };
import releaseList from '../api/release-list.schema.json' with { type: 'json' };
import releaseQuery from '../api/release-query.schema.json' with { type: 'json' };
import reveal from '../api/reveal.schema.json' with { type: 'json' };
import revealRequest from '../api/reveal-request.schema.json' with { type: 'json' };
import returnQuery from '../api/return-query.schema.json' with { type: 'json' };
import revision from '../api/revision.schema.json' with { type: 'json' };
import revisionDocument from '../api/revision-document.schema.json' with { type: 'json' };
import revisionList from '../api/revision-list.schema.json' with { type: 'json' };
import rollbackRequest from '../api/rollback-request.schema.json' with { type: 'json' };
import secretList from '../api/secret-list.schema.json' with { type: 'json' };
import secretRequest from '../api/secret-request.schema.json' with { type: 'json' };
import session from '../api/session.schema.json' with { type: 'json' };
import signIn from '../api/sign-in.schema.json' with { type: 'json' };
import simulation from '../api/simulation.schema.json' with { type: 'json' };
import simulationRequest from '../api/simulation-request.schema.json' with { type: 'json' };
import stateNews from '../api/state-news.schema.json' with { type: 'json' };
import account from '../api/account.schema.json' with { type: 'json' };
import accountChange from '../api/account-change.schema.json' with { type: 'json' };
import invitation from '../api/invitation.schema.json' with { type: 'json' };
import invitationAcceptance from '../api/invitation-acceptance.schema.json' with { type: 'json' };
import invitationAnswer from '../api/invitation-answer.schema.json' with { type: 'json' };
import invitationList from '../api/invitation-list.schema.json' with { type: 'json' };
import invitationRequest from '../api/invitation-request.schema.json' with { type: 'json' };
import invitationView from '../api/invitation-view.schema.json' with { type: 'json' };
import operatorChange from '../api/operator-change.schema.json' with { type: 'json' };
import operatorPermissions from '../api/operator-permissions.schema.json' with { type: 'json' };
import operatorSession from '../api/operator-session.schema.json' with { type: 'json' };
import operatorSessionList from '../api/operator-session-list.schema.json' with { type: 'json' };
import passwordProof from '../api/password-proof.schema.json' with { type: 'json' };
import passwordReset from '../api/password-reset.schema.json' with { type: 'json' };
import passwordResetRequest from '../api/password-reset-request.schema.json' with { type: 'json' };
import passwordResetView from '../api/password-reset-view.schema.json' with { type: 'json' };
import permissionMatrix from '../api/permission-matrix.schema.json' with { type: 'json' };
import recoveryCodes from '../api/recovery-codes.schema.json' with { type: 'json' };
import secondFactorCode from '../api/second-factor-code.schema.json' with { type: 'json' };
import secondFactorOffer from '../api/second-factor-offer.schema.json' with { type: 'json' };
import secondFactorSignIn from '../api/second-factor-sign-in.schema.json' with { type: 'json' };
import signInChallenge from '../api/sign-in-challenge.schema.json' with { type: 'json' };
import signInRecord from '../api/sign-in-record.schema.json' with { type: 'json' };
import signInRecordList from '../api/sign-in-record-list.schema.json' with { type: 'json' };
import tokenRequest from '../api/token-request.schema.json' with { type: 'json' };
import vocabulary from '../api/vocabulary.schema.json' with { type: 'json' };
import webhookAnswer from '../api/webhook-answer.schema.json' with { type: 'json' };

/** The kinds of configuration documents. */
export const kindSchemas = { channel, checkout, dashboard, flow, kpi, notification, provider, role, settings };

/** Bodies of the API, asked and answered. */
export const apiSchemas = {
  'api-key': apiKey,
  'api-key-answer': apiKeyAnswer,
  'api-key-list': apiKeyList,
  'api-key-request': apiKeyRequest,
  'archive-request': archiveRequest,
  'attempt-answer': attemptAnswer,
  'attempt-request': attemptRequest,
  'back-test': backTest,
  'back-test-changes': backTestChanges,
  'back-test-changes-query': backTestChangesQuery,
  'back-test-list': backTestList,
  'back-test-request': backTestRequest,
  'bulk-preview': bulkPreview,
  'bulk-preview-request': bulkPreviewRequest,
  'bulk-request': bulkRequest,
  'cancel-request': cancelRequest,
  'capture-request': captureRequest,
  'checkout-preview-request': checkoutPreviewRequest,
  'checkout-view': checkoutView,
  'config-export': configExport,
  'config-news': configNews,
  decision,
  'decision-answer': decisionAnswer,
  'decision-request': decisionRequest,
  'demo-options': demoOptions,
  'demo-order': demoOrder,
  'demo-order-answer': demoOrderAnswer,
  'document-check': documentCheck,
  'document-history': documentHistory,
  'document-list': documentList,
  'document-query': documentQuery,
  'document-summary': documentSummary,
  'document-view': documentView,
  'draft-answer': draftAnswer,
  'draft-query': draftQuery,
  'draft-request': draftRequest,
  explanation,
  'export-request': exportRequest,
  health,
  'import-answer': importAnswer,
  'import-request': importRequest,
  invoice,
  'invoice-list': invoiceList,
  'invoice-pdf-query': invoicePdfQuery,
  'invoice-query': invoiceQuery,
  'invoice-send-answer': invoiceSendAnswer,
  'invoice-send-request': invoiceSendRequest,
  'invoice-summary': invoiceSummary,
  job,
  'job-item': jobItem,
  'job-file-query': jobFileQuery,
  'job-item-list': jobItemList,
  'job-item-query': jobItemQuery,
  'job-list': jobList,
  'job-query': jobQuery,
  'kind-schema': kindSchema,
  'logo-query': logoQuery,
  'mark-query': markQuery,
  message,
  'message-list': messageList,
  'message-preview': messagePreview,
  'message-preview-request': messagePreviewRequest,
  'message-query': messageQuery,
  'message-request': messageRequest,
  'message-summary': messageSummary,
  'message-test-request': messageTestRequest,
  needs,
  'needs-request': needsRequest,
  'open-api': openApi,
  operator,
  'operator-list': operatorList,
  'operator-request': operatorRequest,
  'password-request': passwordRequest,
  payment,
  'payment-count': paymentCount,
  'payment-view-request': paymentViewRequest,
  'payment-view': paymentView,
  'payment-view-list': paymentViewList,
  'note-request': noteRequest,
  'acknowledge-request': acknowledgeRequest,
  approval: approval,
  'approval-answer': approvalAnswer,
  'approval-list': approvalList,
  'approval-query': approvalQuery,
  'approval-request': approvalRequest,
  'audit-entry': auditEntry,
  'audit-export-query': auditExportQuery,
  'audit-list': auditList,
  'audit-query': auditQuery,
  'audit-verification': auditVerification,
  'audit-verify-query': auditVerifyQuery,
  'attention-query': attentionQuery,
  'attention-item': attentionItem,
  'attention-list': attentionList,
  'payment-webhook': paymentWebhook,
  'payment-webhook-list': paymentWebhookList,
  'payment-list': paymentList,
  'payment-query': paymentQuery,
  'payment-request': paymentRequest,
  'payment-summary': paymentSummary,
  problem,
  'problem-type': problemType,
  'problem-type-list': problemTypeList,
  publication,
  'publish-request': publishRequest,
  'refund-request': refundRequest,
  release,
  'release-answer': releaseAnswer,
  'release-document': releaseDocument,
  'release-list': releaseList,
  'release-query': releaseQuery,
  'return-query': returnQuery,
  reveal,
  'reveal-request': revealRequest,
  revision,
  'revision-document': revisionDocument,
  'revision-list': revisionList,
  'rollback-request': rollbackRequest,
  'secret-list': secretList,
  'secret-request': secretRequest,
  session,
  'sign-in': signIn,
  simulation,
  'simulation-request': simulationRequest,
  'state-news': stateNews,
  account,
  'account-change': accountChange,
  invitation,
  'invitation-acceptance': invitationAcceptance,
  'invitation-answer': invitationAnswer,
  'invitation-list': invitationList,
  'invitation-request': invitationRequest,
  'invitation-view': invitationView,
  'operator-change': operatorChange,
  'operator-permissions': operatorPermissions,
  'operator-session': operatorSession,
  'operator-session-list': operatorSessionList,
  'password-proof': passwordProof,
  'password-reset': passwordReset,
  'password-reset-request': passwordResetRequest,
  'password-reset-view': passwordResetView,
  'permission-matrix': permissionMatrix,
  'recovery-codes': recoveryCodes,
  'second-factor-code': secondFactorCode,
  'second-factor-offer': secondFactorOffer,
  'second-factor-sign-in': secondFactorSignIn,
  'sign-in-challenge': signInChallenge,
  'sign-in-record': signInRecord,
  'sign-in-record-list': signInRecordList,
  'token-request': tokenRequest,
  vocabulary,
  'webhook-answer': webhookAnswer,
};

/** What the others refer to. */
export const sharedSchemas = {
  values,
  condition,
  parameters,
  'provider-auth': providerAuth,
  'provider-verify': providerVerify,
};

/** What stands in the path of an address, by the name that routes use. */
export const parameterSchemas = parameters.$defs;

export type Kind = keyof typeof kindSchemas;
export type ApiBody = keyof typeof apiSchemas;

export const kinds = Object.keys(kindSchemas) as Kind[];
export const isKind = (value: string): value is Kind => Object.hasOwn(kindSchemas, value);
