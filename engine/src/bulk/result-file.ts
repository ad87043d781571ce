import { apiSchemas, toDecimal, type JobItem } from '@pih/schemas';
import { csvOf } from '../csv.ts';
import type { Viewer } from '../http/index.ts';
import type { FileLanguage, StoredJob } from '../jobs/index.ts';
import type { PaymentDependencies } from '../payments/index.ts';
import type { BulkItems } from './items.ts';
import type { About } from './model.ts';
import { seen } from './views.ts';

/** So many stand in memory while a file is written. */
const batch = 500;

const titles: Readonly<Record<FileLanguage, readonly string[]>> = {
  en: ['Payment', 'Reference', 'What', 'Amount', 'Currency', 'Outcome', 'Problem', 'Detail', 'At (UTC)'],
  it: ['Pagamento', 'Riferimento', 'Azione', 'Importo', 'Valuta', 'Esito', 'Problema', 'Dettaglio', 'Quando (UTC)'],
};

const { action: actionField } = apiSchemas['bulk-preview-request'].properties;
const { state: stateField } = apiSchemas['job-item'].properties;

/** What a person reads of each payment, as CSV, some rows at a time. */
export async function* resultFile(
  deps: Pick<PaymentDependencies, 'payments'>,
  items: BulkItems,
  { _id, about }: StoredJob,
  viewer: Viewer,
  language: FileLanguage,
): AsyncGenerator<Buffer> {
  const { action } = about as About;
  const what = actionField['x-labels'][action][language];
  const rowOf = ({ payment, reference = '', amount, state, because, at = '' }: JobItem) => [
    payment,
    reference,
    what,
    amount ? toDecimal(amount) : '',
    amount?.currency ?? '',
    stateField['x-labels'][state][language],
    because?.title ?? '',
    because?.detail ?? '',
    at,
  ];
  yield Buffer.from(csvOf([titles[language]]));
  for (let after = 0; ;) {
    const page = await items.page(_id, [], after, batch);
    const last = page.at(-1);
    if (!last) return;
    yield Buffer.from(csvOf((await seen(deps, viewer, page)).map(rowOf)));
    after = last.place;
  }
}
