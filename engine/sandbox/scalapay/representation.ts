import type { ScalapayOrder } from './account.ts';
import { money } from './money.ts';

/** An order as `GET /v2/payments/:token` shows it. */
export const orderBody = (order: ScalapayOrder): object => ({
  token: order.token,
  created: order.createdAt.toISOString(),
  status: order.status,
  captureStatus: order.captureStatus,
  ...(order.feedback !== undefined && { lastEligibilityFeedback: order.feedback }),
  totalAmount: money(order.captured || order.total),
  orderDetails: detailsOf(order),
});

/** The order as it was sent, with the reference it has now. */
export const detailsOf = ({ details, reference }: ScalapayOrder): object => {
  const { type: _type, product: _product, orderExpiryMilliseconds: _expiry, extensions: _more, ...shown } = details;
  return { ...shown, ...(reference !== undefined && { merchantReference: reference }) };
};

export const createdBody = ({ token, expiresAt }: ScalapayOrder, url: string): object => ({
  token,
  expires: expiresAt.toISOString(),
  checkoutUrl: `${url}/checkout/${token}`,
});

/** One line of `GET /v2/payments/references`. */
export const referenceBody = (order: ScalapayOrder): object => ({
  orderToken: order.token,
  merchantOrderReference: order.reference ?? null,
  merchantProcessorReference: order.processorReference ?? null,
  createdAt: order.createdAt.toISOString(),
});
