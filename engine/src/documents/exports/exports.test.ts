import { PassThrough } from 'node:stream';
import { newId, type ExportRequest, type Job, type Payment } from '@pih/schemas';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../http/index.ts';
import { anItalian, startTestHub, type Ask, type TestHub } from '../../hub-for-tests.ts';
import { paymentModel } from '../../payments/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { pages, sightPrint, type Asking } from './pages.ts';

type Who = Pick<Ask, 'key' | 'headers'>;

let hub: TestHub;
let store: Store;
let first: Payment;
let giulia: Who;
let auditor: Who;
beforeAll(async () => {
  hub = await startTestHub();
  store = await openStore({ folder: '', mongodbUri: hub.storeUri });
  giulia = await hub.signIn();
  first = await hub.order();
  auditor = { key: await hub.keyWith('auditor') };
}, 60_000);
afterAll(async () => {
  await store.close();
  await hub.stop();
});

const start = (who: Who, body: ExportRequest) => hub.ask<Job>('POST', '/v1/exports', { ...who, body });

async function exported(body: ExportRequest, who = giulia): Promise<Job> {
  const { status, body: begun } = await start(who, body);
  expect(status, JSON.stringify(begun)).toBe(202);
  await hub.app.jobs.idle();
  return (await hub.ask<Job>('GET', `/v1/jobs/${begun.id}`, who)).body;
}

async function download({ id }: Job, who = giulia): Promise<{ bytes: Buffer; headers: Headers }> {
  const answer = await fetch(`${hub.local}/v1/jobs/${id}/file`, {
    headers: { ...who.headers, ...(who.key && { Authorization: `Bearer ${who.key}` }) },
  });
  expect(answer.status).toBe(200);
  return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
}
const lines = async (job: Job, who = giulia): Promise<string[]> =>
  (await download(job, who)).bytes.toString('utf8').trimEnd().split('\r\n');

const order = (reference: string, about = {}): Promise<Payment> => hub.order({ reference, ...about });

const aNote = { events: [{ type: 'note.added' as const, data: { text: 'Something happened' } }] };

/** Stored at once, as more than one page takes them: copies of an order that was taken in. @returns their ids */
async function manyPayments(brand: string, count: number): Promise<string[]> {
  const now = hub.app.payments.now();
  const original = await hub.app.payments.payments.get(first.id);
  const made = Array.from({ length: count }, () => {
    const _id = newId('payment', now);
    const own = { _id, brand, intention: { key: _id, fingerprint: 'f' }, checkoutToken: _id };
    return { ...original, ...own, createdAt: now, updatedAt: now };
  });
  await paymentModel(store.connection).insertMany(made);
  return made.map(({ _id }) => _id);
}

async function someAdministrator(): Promise<Viewer> {
  const { id } = await hub.app.access.createApiKey({ name: 'All', roles: ['administrator'] });
  const viewer = await hub.app.access.viewerOf({ type: 'api_key', id });
  if (!viewer) throw new Error('a key that was just made may act');
  return viewer;
}

describe('an export as CSV', () => {
  it('has titles in the reader’s language, sums as decimals beside their currency, and times in UTC', async () => {
    const payment = await order('CSV-1', { total: { amount: 1_234, currency: 'JPY' } });
    const job = await exported({
      format: 'csv',
      language: 'it',
      query: { search: 'CSV-1' },
      columns: ['reference', 'createdAt', 'total', 'refunded'],
    });
    expect(job).toMatchObject({ state: 'done', progress: { done: 1, total: 1, isEstimate: false }, can: ['download'] });
    expect(await lines(job)).toEqual([
      'Riferimento,Creato (UTC),Importo,Valuta,Rimborsato',
      `CSV-1,${payment.createdAt},1234,JPY,0`,
    ]);
    const { headers, bytes } = await download(job);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="payments-\d{4}-\d\d-\d\d\.csv"$/);
    expect(headers.get('content-type')).toContain('text/csv');
    expect(bytes.length).toBe(job.file?.size);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '=cmd|"/c calc"!A1', '＝1', ' =1', '\u00a0+1'])(
    'does not let %j be taken for a formula',
    async (reference) => {
      await order(reference);
      const job = await exported({ format: 'csv', query: { search: reference }, columns: ['reference'] });
      const [, cell] = await lines(job);
      expect(cell?.replace(/^"/, '').startsWith("'")).toBe(true);
    },
  );

  it('is read by Excel in any country', async () => {
    await order('EXCEL-1', { shopper: { ...anItalian, name: 'Ærø; Ørsted' } });
    const job = await exported({
      ...{ format: 'csv', separator: 'semicolon', byteOrderMark: true },
      query: { search: 'EXCEL-1' },
      columns: ['reference', 'name'],
    });
    expect((await download(job)).bytes.toString('utf8')).toBe('\ufeffReference;Name\r\nEXCEL-1;"Ærø; Ørsted"\r\n');
  });

  it.each(['newest', 'oldest'] as const)(
    'page by page, %s first, shows each payment once, whatever happens meanwhile, and none that came later',
    async (order) => {
      const batch = `many-${order}`;
      const made = await manyPayments(batch, 2_100);
      const viewer = await someAdministrator();
      const asking: Asking = {
        deps: hub.app.payments,
        query: { brand: [batch], order },
        askedAt: new Date(hub.app.payments.now().getTime() + 1),
        viewer: () => Promise.resolve(viewer),
        print: await sightPrint(viewer),
        signal: new AbortController().signal,
        progress: () => undefined,
      };
      const shown: string[] = [];
      for await (const page of pages(asking)) {
        shown.push(...page.map(({ id }) => id));
        // Something happens to payments of every page, those that were shown and those that were not, and more come.
        hub.advance(1_000);
        const every = made.filter((_id, index) => index % 300 === 0);
        for (const id of every) await hub.app.payments.payments.change(id, { type: 'system' }, () => aNote);
        await manyPayments(batch, 3);
      }
      expect(shown).toHaveLength(2_100);
      expect([...shown].sort()).toEqual([...made].sort());
    },
  );

  it('ends whole, though payments are canceled and made while it is written', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, (_, n) => order(`ONCE-${n}`)));
    const query = { search: 'ONCE-', order: 'oldest' } as const;
    const { body: job } = await start(giulia, { format: 'csv', query, columns: ['id', 'state'] });
    const changes = made.map(({ id }) => hub.ask('POST', `/v1/payments/${id}/cancel`, { body: {} }));
    await Promise.all([...changes, order('ONCE-late')]);
    await hub.app.jobs.idle();
    const ids = (await lines(job)).slice(1).map((line) => line.split(',')[0]);
    expect(ids.sort()).toEqual(made.map(({ id }) => id).sort());
  });
});

describe('an export as XLSX', () => {
  it('has typed cells under a frozen title', async () => {
    const payment = await order('=XLSX-1', { total: { amount: 123_456, currency: 'EUR' } });
    const columns: ExportRequest['columns'] = ['reference', 'createdAt', 'total'];
    const job = await exported({ format: 'xlsx', query: { search: '=XLSX-1' }, columns });
    const { bytes } = await download(job);
    const book = new excel.Workbook();
    await book.xlsx.read(new PassThrough().end(bytes));
    const sheet = book.worksheets[0];
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet?.getRow(1).values).toEqual([undefined, 'Reference', 'Created (UTC)', 'Amount', 'Currency']);
    const [text, time, sum] = [1, 2, 3].map((column) => sheet?.getRow(2).getCell(column));
    expect([text?.type, text?.value]).toEqual([excel.ValueType.String, '=XLSX-1']);
    expect(time?.value).toEqual(new Date(payment.createdAt));
    expect([sum?.value, sum?.numFmt]).toEqual([1234.56, '#,##0.00']);
  });
});

it('keeps text that looks like a formula as text in a workbook', async () => {
  const texts = ['=1+1', '+1', '-1', '@SUM(A1)', ' =1+1'];
  for (const name of texts) await order('FORMULA-X', { shopper: { name } });
  const query = { search: 'FORMULA-X', order: 'oldest' } as const;
  const { bytes } = await download(await exported({ format: 'xlsx', query, columns: ['name'] }));
  const book = new excel.Workbook();
  await book.xlsx.read(new PassThrough().end(bytes));
  const found = texts.map((_text, index) => book.worksheets[0]?.getRow(index + 2).getCell(1));
  expect(found.map((cell) => [cell?.type, cell?.value])).toEqual(texts.map((text) => [excel.ValueType.String, text]));
  expect(found.map((cell) => cell?.formula)).toEqual(texts.map(() => undefined));
});

describe('who exports', () => {
  it('needs the permission', async () => {
    expect((await start({ key: await hub.keyWith('viewer') }, { format: 'csv' })).status).toBe(403);
  });

  it('gets what their roles mask in part only', async () => {
    await order('MASKED-1', { shopper: anItalian });
    const columns: ExportRequest['columns'] = ['reference', 'name', 'email', 'phone', 'street', 'city'];
    const whole = await exported({ format: 'csv', query: { search: 'MASKED-1' }, columns });
    expect((await lines(whole))[1]).toBe("MASKED-1,Anna Bianchi,anna@example.com,'+39 011 555 0100,Via Roma 1,Torino");
    const part = await exported({ format: 'csv', query: { search: 'MASKED-1' }, columns }, auditor);
    const text = (await lines(part, auditor)).join('\n');
    for (const secret of ['Anna', 'Bianchi', 'anna@', '555', 'Via Roma']) expect(text).not.toContain(secret);
    expect(text).toContain('Torino');
  });

  it('cannot download it any more once their roles allow less', async () => {
    const job = await exported({ format: 'csv', columns: ['id'] }, auditor);
    const by = { type: 'system', name: 'a test' } as const;
    const { published } = await hub.app.documents.read('role', 'auditor');
    const grants = [
      { actions: ['payments.read', 'payments.export'], when: { fact: 'method', operator: 'equal', value: 'card' } },
    ];
    const changed = { ...(published?.document as object), grants };
    const { version } = await hub.app.documents.saveDraft('role', 'auditor', changed, 0, by);
    await hub.app.documents.publish('role', 'auditor', version, 'Less', by);
    const { status, body } = await hub.ask<{ type: string }>('GET', `/v1/jobs/${job.id}/file`, auditor);
    expect([status, body.type.split('/').at(-1)]).toEqual([403, 'export-outdated']);
  });
});

it('says that the file is not there yet, and that it is gone after seven days', async () => {
  const job = await exported({ format: 'csv', columns: ['id'] });
  hub.advance(7 * 24 * 3_600_000 - 60_000);
  giulia = await hub.signIn();
  await download(job);
  hub.advance(120_000);
  giulia = await hub.signIn();
  expect((await hub.ask('GET', `/v1/jobs/${job.id}/file`, giulia)).status).toBe(410);
  expect((await hub.ask<Job>('GET', `/v1/jobs/${job.id}`, giulia)).body.can).toEqual([]);
});
