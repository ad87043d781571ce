// Static imports, so that bundlers carry the schemas along; a test compares this list with the folders.
import common from '../common.schema.json' with { type: 'json' };
import condition from '../condition.schema.json' with { type: 'json' };
import checkout from '../kinds/checkout.schema.json' with { type: 'json' };
import dashboard from '../kinds/dashboard.schema.json' with { type: 'json' };
import flow from '../kinds/flow.schema.json' with { type: 'json' };
import kpi from '../kinds/kpi.schema.json' with { type: 'json' };
import notification from '../kinds/notification.schema.json' with { type: 'json' };
import provider from '../kinds/provider.schema.json' with { type: 'json' };
import role from '../kinds/role.schema.json' with { type: 'json' };
import settings from '../kinds/settings.schema.json' with { type: 'json' };
import apiKeyRequest from '../api/api-key-request.schema.json' with { type: 'json' };
import attemptAnswer from '../api/attempt-answer.schema.json' with { type: 'json' };
import attemptRequest from '../api/attempt-request.schema.json' with { type: 'json' };
import cancelRequest from '../api/cancel-request.schema.json' with { type: 'json' };
import captureRequest from '../api/capture-request.schema.json' with { type: 'json' };
import checkoutView from '../api/checkout-view.schema.json' with { type: 'json' };
import decision from '../api/decision.schema.json' with { type: 'json' };
import demoOrder from '../api/demo-order.schema.json' with { type: 'json' };
import draftRequest from '../api/draft-request.schema.json' with { type: 'json' };
import operatorRequest from '../api/operator-request.schema.json' with { type: 'json' };
import passwordRequest from '../api/password-request.schema.json' with { type: 'json' };
import paymentList from '../api/payment-list.schema.json' with { type: 'json' };
import paymentRequest from '../api/payment-request.schema.json' with { type: 'json' };
import paymentSummary from '../api/payment-summary.schema.json' with { type: 'json' };
import payment from '../api/payment.schema.json' with { type: 'json' };
import problem from '../api/problem.schema.json' with { type: 'json' };
import publishRequest from '../api/publish-request.schema.json' with { type: 'json' };
import refundRequest from '../api/refund-request.schema.json' with { type: 'json' };
import rollbackRequest from '../api/rollback-request.schema.json' with { type: 'json' };
import secretRequest from '../api/secret-request.schema.json' with { type: 'json' };
import session from '../api/session.schema.json' with { type: 'json' };
import signIn from '../api/sign-in.schema.json' with { type: 'json' };

/** The kinds of configuration documents. */
export const kindSchemas = { checkout, dashboard, flow, kpi, notification, provider, role, settings };

/** Bodies of the API, asked and answered. */
export const apiSchemas = {
  'api-key-request': apiKeyRequest,
  'attempt-answer': attemptAnswer,
  'attempt-request': attemptRequest,
  'cancel-request': cancelRequest,
  'capture-request': captureRequest,
  'checkout-view': checkoutView,
  decision,
  'demo-order': demoOrder,
  'draft-request': draftRequest,
  'operator-request': operatorRequest,
  'password-request': passwordRequest,
  'payment-list': paymentList,
  'payment-request': paymentRequest,
  'payment-summary': paymentSummary,
  payment,
  problem,
  'publish-request': publishRequest,
  'refund-request': refundRequest,
  'rollback-request': rollbackRequest,
  'secret-request': secretRequest,
  session,
  'sign-in': signIn,
};

/** What the others refer to. */
export const sharedSchemas = { common, condition };

export type Kind = keyof typeof kindSchemas;
export type ApiBody = keyof typeof apiSchemas;

export const kinds = Object.keys(kindSchemas) as Kind[];
export const isKind = (value: string): value is Kind => Object.hasOwn(kindSchemas, value);
