// Static imports, so that bundlers carry the schemas along; a test compares this list with the folders.
import common from '../common.schema.json' with { type: 'json' };
import condition from '../condition.schema.json' with { type: 'json' };
import parameters from '../parameters.schema.json' with { type: 'json' };
import providerAuth from '../provider-auth.schema.json' with { type: 'json' };
import providerVerify from '../provider-verify.schema.json' with { type: 'json' };
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
import attemptAnswer from '../api/attempt-answer.schema.json' with { type: 'json' };
import attemptRequest from '../api/attempt-request.schema.json' with { type: 'json' };
import cancelRequest from '../api/cancel-request.schema.json' with { type: 'json' };
import captureRequest from '../api/capture-request.schema.json' with { type: 'json' };
import checkoutView from '../api/checkout-view.schema.json' with { type: 'json' };
import decision from '../api/decision.schema.json' with { type: 'json' };
import decisionAnswer from '../api/decision-answer.schema.json' with { type: 'json' };
import decisionRequest from '../api/decision-request.schema.json' with { type: 'json' };
import demoOptions from '../api/demo-options.schema.json' with { type: 'json' };
import demoOrder from '../api/demo-order.schema.json' with { type: 'json' };
import demoOrderAnswer from '../api/demo-order-answer.schema.json' with { type: 'json' };
import documentCheck from '../api/document-check.schema.json' with { type: 'json' };
import documentList from '../api/document-list.schema.json' with { type: 'json' };
import documentSummary from '../api/document-summary.schema.json' with { type: 'json' };
import documentView from '../api/document-view.schema.json' with { type: 'json' };
import draftAnswer from '../api/draft-answer.schema.json' with { type: 'json' };
import draftQuery from '../api/draft-query.schema.json' with { type: 'json' };
import draftRequest from '../api/draft-request.schema.json' with { type: 'json' };
import explanation from '../api/explanation.schema.json' with { type: 'json' };
import health from '../api/health.schema.json' with { type: 'json' };
import markQuery from '../api/mark-query.schema.json' with { type: 'json' };
import operator from '../api/operator.schema.json' with { type: 'json' };
import openApi from '../api/open-api.schema.json' with { type: 'json' };
import operatorList from '../api/operator-list.schema.json' with { type: 'json' };
import operatorRequest from '../api/operator-request.schema.json' with { type: 'json' };
import passwordRequest from '../api/password-request.schema.json' with { type: 'json' };
import payment from '../api/payment.schema.json' with { type: 'json' };
import paymentList from '../api/payment-list.schema.json' with { type: 'json' };
import paymentQuery from '../api/payment-query.schema.json' with { type: 'json' };
import paymentRequest from '../api/payment-request.schema.json' with { type: 'json' };
import paymentSummary from '../api/payment-summary.schema.json' with { type: 'json' };
import problem from '../api/problem.schema.json' with { type: 'json' };
import problemType from '../api/problem-type.schema.json' with { type: 'json' };
import problemTypeList from '../api/problem-type-list.schema.json' with { type: 'json' };
import publishRequest from '../api/publish-request.schema.json' with { type: 'json' };
import refundRequest from '../api/refund-request.schema.json' with { type: 'json' };
import returnQuery from '../api/return-query.schema.json' with { type: 'json' };
import revision from '../api/revision.schema.json' with { type: 'json' };
import revisionDocument from '../api/revision-document.schema.json' with { type: 'json' };
import revisionList from '../api/revision-list.schema.json' with { type: 'json' };
import rollbackRequest from '../api/rollback-request.schema.json' with { type: 'json' };
import secretList from '../api/secret-list.schema.json' with { type: 'json' };
import secretRequest from '../api/secret-request.schema.json' with { type: 'json' };
import session from '../api/session.schema.json' with { type: 'json' };
import signIn from '../api/sign-in.schema.json' with { type: 'json' };
import stateNews from '../api/state-news.schema.json' with { type: 'json' };
import vocabulary from '../api/vocabulary.schema.json' with { type: 'json' };
import webhookAnswer from '../api/webhook-answer.schema.json' with { type: 'json' };

/** The kinds of configuration documents. */
export const kindSchemas = { checkout, dashboard, flow, kpi, notification, provider, role, settings };

/** Bodies of the API, asked and answered. */
export const apiSchemas = {
  'api-key': apiKey,
  'api-key-answer': apiKeyAnswer,
  'api-key-list': apiKeyList,
  'api-key-request': apiKeyRequest,
  'attempt-answer': attemptAnswer,
  'attempt-request': attemptRequest,
  'cancel-request': cancelRequest,
  'capture-request': captureRequest,
  'checkout-view': checkoutView,
  decision,
  'decision-answer': decisionAnswer,
  'decision-request': decisionRequest,
  'demo-options': demoOptions,
  'demo-order': demoOrder,
  'demo-order-answer': demoOrderAnswer,
  'document-check': documentCheck,
  'document-list': documentList,
  'document-summary': documentSummary,
  'document-view': documentView,
  'draft-answer': draftAnswer,
  'draft-query': draftQuery,
  'draft-request': draftRequest,
  explanation,
  health,
  'mark-query': markQuery,
  'open-api': openApi,
  operator,
  'operator-list': operatorList,
  'operator-request': operatorRequest,
  'password-request': passwordRequest,
  payment,
  'payment-list': paymentList,
  'payment-query': paymentQuery,
  'payment-request': paymentRequest,
  'payment-summary': paymentSummary,
  problem,
  'problem-type': problemType,
  'problem-type-list': problemTypeList,
  'publish-request': publishRequest,
  'refund-request': refundRequest,
  'return-query': returnQuery,
  revision,
  'revision-document': revisionDocument,
  'revision-list': revisionList,
  'rollback-request': rollbackRequest,
  'secret-list': secretList,
  'secret-request': secretRequest,
  session,
  'sign-in': signIn,
  'state-news': stateNews,
  vocabulary,
  'webhook-answer': webhookAnswer,
};

/** What the others refer to. */
export const sharedSchemas = {
  common,
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
