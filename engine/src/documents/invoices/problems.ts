import { problem } from '@pih/schemas';

export const InvoiceNotFound = problem<{ id: string }>({
  type: 'invoice-not-found',
  status: 404,
  title: 'This invoice does not exist',
  detail: ({ id }) => `There is no invoice or credit note "${id.slice(0, 60)}". Check the identifier.`,
});

export const NotInvoiceable = problem<{ state: string }>({
  type: 'not-invoiceable',
  status: 409,
  title: 'There is nothing to invoice yet',
  detail: ({ state }) =>
    `An invoice is for money that was taken; this payment is ${state.replaceAll('_', ' ')}. Issue it once the payment is paid.`,
});

export const InvoiceNotIssued = problem({
  type: 'invoice-not-issued',
  status: 409,
  title: 'The payment has no invoice yet',
  detail: () => 'Issue the invoice first, then send it.',
});

export const SellerUnknown = problem({
  type: 'seller-unknown',
  status: 409,
  title: 'The seller’s legal data are missing',
  detail: () => 'An invoice names who sells. Fill in "Legal entity" in the settings and publish them.',
});

export const InvoiceDamaged = problem<{ number: string }>({
  type: 'invoice-damaged',
  status: 500,
  title: 'This invoice is not as it was issued',
  detail: ({ number }) =>
    `What is stored of ${number} does not match the fingerprint taken when it was issued, so it is not shown. Report it with the request id.`,
});

export const PersonalDataMasked = problem({
  type: 'personal-data-masked',
  status: 403,
  title: 'Your roles show personal data in part only',
  detail: () =>
    'This shows the whole of what your roles mask. Reveal the payment’s personal data with a reason, or ask somebody who may see them.',
});

export const InvoiceRecipientMissing = problem({
  type: 'invoice-recipient-missing',
  status: 409,
  title: 'There is no address to send it to',
  detail: () => 'The order came without an e-mail address. Name one.',
});
