import type { SatispayPayment } from './account.ts';

/** The one shop of the sandbox. */
const shopId = '5a0c7c5e-7e5a-4d57-9d0e-000000000001';
const consumerId = '5a0c7c5e-7e5a-4d57-9d0e-000000000002';

/** A payment as the API shows it. Times are UTC with milliseconds. */
export function paymentBody(payment: SatispayPayment, url: string): object {
  const { id, parent, redirectUrl, externalCode } = payment;
  const isOpen = !parent && payment.status === 'PENDING';
  return {
    id,
    code_identifier: codeOf(payment),
    type: parent ? 'REFUND_TO_BUSINESS' : 'TO_BUSINESS',
    amount_unit: payment.amount,
    currency: 'EUR',
    status: payment.status,
    expired: payment.isExpired,
    metadata: payment.metadata,
    sender: parent ? { id: shopId, type: 'SHOP' } : senderOf(payment),
    receiver: parent ? { id: consumerId, type: 'CONSUMER' } : { id: shopId, type: 'SHOP' },
    insert_date: payment.insertedAt.toISOString(),
    expire_date: payment.expiresAt.toISOString(),
    ...(payment.status !== 'PENDING' && { status_change_date: payment.statusAt.toISOString() }),
    ...(externalCode !== undefined && { external_code: externalCode }),
    ...(parent && { parent_payment_uid: parent.id }),
    ...(isOpen && { redirect_url: pageOf(payment, redirectUrl, url) }),
  };
}

/** What the app shows and what a QR code would carry. */
export const codeOf = ({ id }: Pick<SatispayPayment, 'id'>): string => `S6Y-PAY--${id.toUpperCase()}`;

/** Who pays is known only once somebody has. */
const senderOf = ({ status }: SatispayPayment): object =>
  status === 'AUTHORIZED' || status === 'ACCEPTED'
    ? { id: consumerId, type: 'CONSUMER', name: 'Alex S.' }
    : { type: 'CONSUMER' };

function pageOf({ id }: SatispayPayment, redirectUrl: string | undefined, url: string): string {
  const page = new URL(`${url}/pay/${id}`);
  if (redirectUrl !== undefined) page.searchParams.set('redirect_url', redirectUrl);
  return page.href;
}
