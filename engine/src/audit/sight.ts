import type { AuditEntry as AuditEntryView } from '@pih/schemas';
import type { Viewer } from '../http/index.ts';
import { concealing, factsOf, type PaymentDependencies } from '../payments/index.ts';
import type { Sight } from './list.ts';
import { rowView } from './views.ts';

/**
 * Shows rows as somebody may see them: those about payments only where they may read the payment, and without what is masked
 * for them.
 */
export const sightOf =
  ({ payments }: Pick<PaymentDependencies, 'payments'>, viewer: Viewer): Sight<AuditEntryView> =>
  async (rows) => {
    const scope = await viewer.scope('payments.read');
    if (scope.reach === 'all' && viewer.masked.size === 0) return rowView;
    const ids = [...new Set(rows.flatMap(({ payment }) => payment ?? []))];
    const found = ids.length
      ? await payments.find({ _id: { $in: ids } }, { _id: 1 }, ids.length, ['decision', 'events', 'items'])
      : [];
    const visible = new Map(found.filter((each) => scope.allows(factsOf(each))).map((each) => [each._id, each]));
    return (row) => {
      if (row.payment === undefined) return rowView(row);
      const about = visible.get(row.payment);
      return about && concealing(about.shopper, viewer.masked)(rowView(row));
    };
  };
