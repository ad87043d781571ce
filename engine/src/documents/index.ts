export {
  createInvoicing,
  invoiceSummary,
  type InvoicingOptions,
  type Invoices,
  InvoiceNotFound,
  InvoiceNotIssued,
  InvoiceRecipientMissing,
  NotInvoiceable,
  PersonalDataMasked,
  SellerUnknown,
  type SendInvoice,
  type Sending,
  type StoredInvoice,
} from './invoices/index.ts';
export { ExportOutdated, exportRoutes, Exports } from './exports/index.ts';
