import { described } from '../http/index.ts';

const chapter = 'Audit';

/** What the published API says of the audit trail. */
export const aboutAudit = {
  list: described({
    chapter,
    name: 'listAuditRows',
    summary: 'See what was done, latest first',
    more:
      'Everything that operators and API keys do, and every change of the configuration. Rows about payments are shown ' +
      'where you may read the payment. A request reads a bounded number of rows, so a page may come back short though ' +
      '`nextCursor` says that there is more.',
    success: { status: 200, body: 'audit-list' },
  }),
  export: described({
    chapter,
    name: 'exportAuditRows',
    summary: 'Export what was done as CSV',
    more: 'Takes the filters of the list and writes row by row, however many there are. That it was exported is a row itself.',
    success: { status: 200, media: 'text/csv' },
  }),
  verify: described({
    chapter,
    name: 'verifyAudit',
    summary: 'Verify that nothing in the audit trail was changed or removed',
    more:
      'Compares every row with its hash, its seal, its number and the row before. Note `last` down outside of the hub, and ' +
      'hold later verifications against it with `seen`.',
    success: { status: 200, body: 'audit-verification' },
  }),
};
