import { createHash } from 'node:crypto';
import type { Invoice, InvoiceList, InvoiceSummary, Payment, PaymentRequest, Settings } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../../hub-for-tests.ts';
import { openStore, type Store } from '../../store/index.ts';
import { Ledger } from './ledger.ts';
import { invoiceModel } from './model.ts';
import { readPdf } from './pdf-for-tests.ts';

let hub: TestHub;
let store: Store;
let giulia: Pick<Ask, 'key' | 'headers'>;
beforeAll(async () => {
  hub = await startTestHub();
  giulia = await hub.signIn();
  store = await openStore({ folder: '', mongodbUri: hub.storeUri });
});
afterAll(async () => {
  await store.close();
  await hub.stop();
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const happened = ({ events }: Pick<Payment, 'events'>): string[] => events.map(({ type }) => type);
const slug = ({ body }: { body: { type?: string } }): string | undefined => body.type?.split('/').at(-1);
const by = { type: 'system', name: 'a test' } as const;

/** Publishes changed settings, as an operator does. */
async function publish(change: (settings: Settings) => Settings): Promise<void> {
  const { documents, live } = hub.app;
  const { draft } = await documents.read('settings', 'merchant');
  const changed = change(live.current.settings) as unknown as Record<string, unknown>;
  const { version } = await documents.saveDraft('settings', 'merchant', changed, draft?.version ?? 0, by);
  await documents.publish('settings', 'merchant', version, 'for a test', by);
}

const anna: NonNullable<PaymentRequest['shopper']> = {
  name: 'Anna Bianchi',
  email: 'anna@example.com',
  taxId: 'IT09876543210',
  language: 'it',
  address: { line1: 'Via Roma 1', city: 'Torino', postcode: '10121', country: 'IT' },
};
const paid = (about: Partial<PaymentRequest> = {}) => hub.paid('card', { shopper: anna, ...about });
const issue = (id: string, ask: Ask = giulia) => hub.ask<InvoiceSummary>('POST', `/v1/payments/${id}/invoice`, ask);
const issued = async (id: string) => (await issue(id)).body;
const list = async (query = '', ask: Ask = giulia) =>
  (await hub.ask<InvoiceList>('GET', `/v1/invoices?${query}`, ask)).body;
const read = async (id: string, ask: Ask = giulia) => hub.ask<Invoice>('GET', `/v1/invoices/${id}`, ask);
/** By a shop of its own: how much one person or system may refund in a day is another matter. */
const refund = async ({ id }: Pick<Payment, 'id'>, amount: number, reason?: string) => {
  const key = await hub.keyWith('shop');
  const body = { amount: eur(amount), ...(reason && { reason }) };
  expect((await hub.ask('POST', `/v1/payments/${id}/refunds`, { key, body })).status).toBe(201);
  await hub.webhooksSettled();
  await hub.app.effects.idle();
};
/** A test card of Stripe's: its refunds succeed, and come back from the bank a little later. */
async function paidByACardThatRefusesMoney(): Promise<Payment> {
  const payment = await hub.order({ shopper: anna });
  const body = new URLSearchParams({ outcome: 'pay', card_number: '4000000000005126' });
  const answer = await fetch(await hub.choose(payment, 'card'), { method: 'POST', redirect: 'manual', body });
  await hub.goBack(answer.headers.get('location') ?? '');
  await hub.webhooksSettled();
  return hub.payment(payment.id);
}
/** The news that the money came back is held until what follows from the refund is done. */
async function refundThatComesBack(payment: Pick<Payment, 'id'>, amount: number, reason?: string): Promise<void> {
  hub.sandbox?.stripe.webhooks.hold();
  await refund(payment, amount, reason);
  hub.sandbox?.stripe.webhooks.release();
  const cameBack = async () => (await hub.payment(payment.id)).refunds.at(-1)?.state;
  await expect.poll(cameBack, { timeout: 10_000, interval: 50 }).toBe('failed');
  await hub.app.effects.idle();
}
async function pdfOf(id: string, query = ''): Promise<Buffer> {
  const { headers } = giulia;
  const answer = await fetch(`${hub.local}/v1/invoices/${id}/pdf${query}`, { ...(headers && { headers }) });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('application/pdf');
  return Buffer.from(await answer.arrayBuffer());
}

/** Another node over the same database, as far as the books go. */
const books = () => invoiceModel(store.connection);
const sequencesOf = async (series: string) =>
  (await books().find({ series }).lean()).map(({ sequence }) => sequence).sort((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('the invoice of a payment', () => {
  it('says who sold and who bought, comes to what was captured, and stands in the history once', async () => {
    const items = [
      { name: 'Olio', quantity: 2, unitPrice: eur(12_00), vatPercent: 4 },
      { name: 'Bicchiere', quantity: 1, unitPrice: eur(20_00), vatPercent: 22.5 },
    ];
    const payment = await paid({ items });
    const { status, body } = await issue(payment.id);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'invoice',
      series: 'A',
      total: eur(49_90),
      customer: 'Anna Bianchi',
      language: 'it',
    });
    const invoice = (await read(body.id)).body;
    expect(invoice.seller).toMatchObject({ name: 'Botteghe Riunite S.r.l.', taxId: 'IT01234567890' });
    expect(invoice.buyer).toEqual({ name: anna.name, email: anna.email, taxId: anna.taxId, address: anna.address });
    expect(invoice.lines.map(({ gross, because }) => [gross.amount, because])).toEqual([
      [24_00, undefined],
      [20_00, undefined],
      [5_90, 'items_differ'],
    ]);
    expect(invoice.vat.map(({ percent }) => percent)).toEqual([22.5, 4]);
    expect(invoice.totals.gross).toEqual(eur(49_90));
    expect(invoice.payment).toMatchObject({ id: payment.id, method: 'card', provider: 'stripe' });
    const after = await hub.payment(payment.id);
    expect(happened(after).filter((type) => type === 'invoice.issued')).toHaveLength(1);
    expect(after.events.find(({ type }) => type === 'invoice.issued')).toMatchObject({
      actor: { type: 'operator', name: 'Giulia Neri' },
      data: { invoice: body.id, number: body.number, total: eur(49_90) },
    });
  });

  it('is one, with one number, however many ask for it at once', async () => {
    const { id } = await paid();
    const answers = await Promise.all(upTo(12).map(() => issue(id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.number)).size).toBe(1);
    expect(happened(await hub.payment(id)).filter((type) => type === 'invoice.issued')).toHaveLength(1);
    expect((await list(`payment=${id}`)).data).toHaveLength(1);
  });

  it('is refused before money was taken', async () => {
    const { id } = await hub.order();
    const answer = await issue(id);
    expect([answer.status, slug({ body: answer.body as never })]).toEqual([409, 'not-invoiceable']);
  });

  it('waits until the settings say who sells', async () => {
    const { id } = await paid();
    const { legal } = hub.app.live.current.settings;
    await publish(({ legal: _none, ...settings }) => settings);
    const answer = await issue(id);
    expect([answer.status, slug({ body: answer.body as never })]).toEqual([409, 'seller-unknown']);
    await publish((settings) => ({ ...settings, ...(legal && { legal }) }));
    expect((await issue(id)).status).toBe(201);
  });

  it('comes by itself where the brand’s document says so, in the brand’s series', async () => {
    const { id } = await hub.paid('card', { brand: 'nordlicht' });
    await hub.app.effects.idle();
    const { data } = await list(`payment=${id}`);
    expect(data).toMatchObject([{ kind: 'invoice', series: 'N', brand: 'nordlicht' }]);
    expect(data[0]?.number).toMatch(/^N-\d{4}-\d{5}$/);
  });

  it('stays as it is when the documents change afterwards', async () => {
    const invoice = await issued((await paid()).id);
    const before = [(await read(invoice.id)).body, await pdfOf(invoice.id)] as const;
    await publish((settings) => ({
      ...settings,
      legal: { name: 'Somebody else S.p.A.' },
    }));
    expect((await read(invoice.id)).body).toEqual(before[0]);
    expect((await pdfOf(invoice.id)).equals(before[1])).toBe(true);
  });

  it('is not shown when its row was tampered with', async () => {
    const { id } = await issued((await paid()).id);
    await books().updateOne({ _id: id }, { $set: { 'snapshot.totals.gross.amount': 1 }, $unset: { files: 1 } });
    const answer = await hub.ask('GET', `/v1/invoices/${id}/pdf`, giulia);
    expect([answer.status, slug(answer as never)]).toEqual([500, 'invoice-damaged']);
  });
});

describe('credit notes', () => {
  it('follow from each refund by themselves, refer to the invoice, and together give back all of it', async () => {
    const items = [{ name: 'Olio', quantity: 1, unitPrice: eur(30_00), vatPercent: 4 }];
    const payment = await paid({ items });
    const invoice = (await read((await issued(payment.id)).id)).body;
    await refund(payment, 9_99, 'Arrivato rotto');
    await refund(payment, 39_91);
    const { data } = await list(`payment=${payment.id}`);
    const notes = await Promise.all(
      data
        .filter(({ kind }) => kind === 'credit_note')
        .reverse()
        .map(async ({ id }) => (await read(id)).body),
    );
    expect(
      notes.map(({ totals, of, refund: why, series }) => [totals.gross.amount, of?.number, why?.reason, series]),
    ).toEqual([
      [9_99, invoice.number, 'Arrivato rotto', 'NC'],
      [39_91, invoice.number, undefined, 'NC'],
    ]);
    for (const row of invoice.vat) {
      const back = notes.flatMap(({ vat }) => vat).filter(({ percent }) => percent === row.percent);
      expect(back.reduce((sum, { tax }) => sum + tax.amount, 0)).toBe(row.tax.amount);
      expect(back.reduce((sum, { gross }) => sum + gross.amount, 0)).toBe(row.gross.amount);
    }
    expect(happened(await hub.payment(payment.id)).filter((type) => type === 'credit_note.issued')).toHaveLength(2);
  });

  it('of refunds before the invoice are issued along with it', async () => {
    const payment = await paid();
    await refund(payment, 49_90);
    expect((await list(`payment=${payment.id}`)).data).toEqual([]);
    const invoice = await issued(payment.id);
    expect(invoice.total).toEqual(eur(49_90));
    expect((await list(`payment=${payment.id}`)).data.map(({ kind, total }) => [kind, total.amount])).toEqual([
      ['credit_note', 49_90],
      ['invoice', 49_90],
    ]);
  });

  it('are undone by a debit note when the money comes back, and follow again when it is refunded another time', async () => {
    const payment = await paidByACardThatRefusesMoney();
    await issued(payment.id);
    await refundThatComesBack(payment, 20_00, 'Arrivato rotto');
    const [debit, credit] = await Promise.all(
      (await list(`payment=${payment.id}`)).data.slice(0, 2).map(async ({ id }) => (await read(id)).body),
    );
    expect([debit?.kind, debit?.series, debit?.of, debit?.refund]).toEqual([
      'debit_note',
      'NC',
      { id: credit?.id, number: credit?.number, issuedOn: credit?.issuedOn },
      credit?.refund,
    ]);
    expect([debit?.lines, debit?.vat, debit?.totals]).toEqual([credit?.lines, credit?.vat, credit?.totals]);
    const words = (await readPdf(await pdfOf(debit?.id ?? '', '?language=it'))).pages.flat().join(' ');
    expect(words).toContain('Nota di debito');
    expect(words).toContain(`annulla la nota di credito ${credit?.number}`);
    // What was issued stays as it is, and the whole sum can be credited after all.
    await refundThatComesBack(payment, 49_90);
    expect((await list(`payment=${payment.id}`)).data.map(({ kind, total }) => [kind, total.amount])).toEqual([
      ['debit_note', 49_90],
      ['credit_note', 49_90],
      ['debit_note', 20_00],
      ['credit_note', 20_00],
      ['invoice', 49_90],
    ]);
    const events = happened(await hub.payment(payment.id));
    expect(events.filter((type) => type === 'debit_note.issued')).toHaveLength(2);
  });

  it('of money that came back before there was an invoice are not issued', async () => {
    const payment = await paidByACardThatRefusesMoney();
    await refundThatComesBack(payment, 20_00);
    await issued(payment.id);
    expect((await list(`payment=${payment.id}`)).data.map(({ kind }) => kind)).toEqual(['invoice']);
  });

  it('are not issued for a payment without an invoice', async () => {
    const payment = await paid();
    await refund(payment, 10_00);
    expect((await list(`payment=${payment.id}`)).data).toEqual([]);
  });
});

describe('what follows from an invoice', () => {
  it('is done by another node when the one that took the number was killed right after', async () => {
    const payment = await paid();
    await refund(payment, 5_00);
    const whole = await hub.app.invoices.get((await issued((await paid()).id)).id);
    const { files: _files, ...row } = whole;
    const snapshot = { ...row.snapshot, payment: { id: payment.id, reference: payment.reference } };
    const dying = new Ledger(books(), () => new Date());
    const left = await dying.enter({
      subject: payment.id,
      series: 'A',
      timeZone: 'Europe/Rome',
      draft: snapshot,
      by: { type: 'system' },
    });
    expect(happened(await hub.payment(payment.id))).not.toContain('invoice.issued');
    hub.advance(120_000);
    expect(await hub.app.invoices.sweep()).toBe(1);
    expect(await hub.app.invoices.sweep()).toBe(0);
    const issuedThere = happened(await hub.payment(payment.id)).filter((type) => type.endsWith('.issued'));
    expect(issuedThere).toEqual(['invoice.issued', 'credit_note.issued']);
    expect((await readPdf(await pdfOf(left._id))).pages.flat().join(' ')).toContain(left.number);
  });

  it('leaves numbers without gaps', async () => {
    for (const series of ['A', 'N', 'NC']) {
      const found = await sequencesOf(series);
      expect(found).toEqual(upTo(found.length));
      expect(found.length).toBeGreaterThan(0);
    }
  });
});

describe('an invoice to download', () => {
  it('is the same file each time, in the language it was issued in or another', async () => {
    const invoice = await issued((await paid()).id);
    const files = [await pdfOf(invoice.id), await pdfOf(invoice.id), await pdfOf(invoice.id, '?language=it')];
    expect(new Set(files.map((file) => createHash('sha256').update(file).digest('hex'))).size).toBe(1);
    expect((await readPdf(files[0] ?? Buffer.of())).pages.flat().join(' ')).toContain('Fattura');
    expect((await readPdf(await pdfOf(invoice.id, '?language=en'))).pages.flat().join(' ')).toContain('Translation');
  });

  it('has a name that can be saved', async () => {
    const { id, number } = await issued((await paid()).id);
    const answer = await hub.ask('GET', `/v1/invoices/${id}/pdf`, giulia);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${number}.pdf"`);
  });
});

describe('the list of invoices', () => {
  it('narrows by kind, series, year, days, payment, and finds whole numbers, references and addresses', async () => {
    const payment = await paid({ shopper: { ...anna, email: 'Somebody.Else@Example.com', taxId: 'DE99' } });
    const { id, number, year, issuedOn } = await issued(payment.id);
    const finds = async (query: string) => (await list(query)).data.some((row) => row.id === id);
    const short = number.replace(/0+(\d+)$/, '$1').toLowerCase();
    for (const query of [
      ...['', 'kind=invoice', 'series=A', `year=${year}`, `from=${issuedOn}&to=${issuedOn}`, `payment=${payment.id}`],
      ...[number, short, payment.reference, 'somebody.else@example.com', 'de99'].map((text) => `search=${text}`),
      `search=${number}&kind=invoice&series=A&year=${year}`,
    ])
      expect([query, await finds(query)]).toEqual([query, true]);
    for (const query of [
      ...['kind=credit_note', 'series=N', 'series=-', `year=${year - 1}`, 'to=2001-01-01', 'from=2100-01-01'],
      ...['somebody', 'A-', '42', '.*', '$ne'].map((text) => `search=${encodeURIComponent(text)}`),
    ])
      expect([query, await finds(query)]).toEqual([query, false]);
  });

  it('is not asked for days that there are not', async () => {
    for (const query of ['from=2026-13-45', 'to=2026-00-10', 'from=2026-11-32'])
      expect((await hub.ask('GET', `/v1/invoices?${query}`, giulia)).status).toBe(400);
  });

  it('is paged without leaving any out or showing one twice', async () => {
    const all = (await list('limit=100')).data.map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await list(`limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.data.map(({ id }) => id));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all);
    expect(all).toEqual([...all].sort().reverse());
  });
});

describe('who may see invoices', () => {
  const role = async (id: string, document: object) => {
    const { version } = await hub.app.documents.saveDraft(
      'role',
      id,
      { kind: 'role', id, title: id, ...document },
      0,
      by,
    );
    await hub.app.documents.publish('role', id, version, 'for a test', by);
    return { key: await hub.keyWith(id) };
  };

  it('sees those of payments within their scope only, in lists, by id and as files', async () => {
    const [mine, other] = [
      await issued((await hub.paid('paypal', { shopper: anna })).id),
      await issued((await paid()).id),
    ];
    const when = { fact: 'method', operator: 'equal', value: 'paypal' };
    const agent = await role('paypal-agent', { grants: [{ actions: ['payments.read', 'invoices.*'], when }] });
    const seen = (await list('limit=100', agent)).data;
    expect(seen.map(({ id }) => id)).toEqual([mine.id]);
    expect((await list(`search=${other.number}`, agent)).data).toEqual([]);
    expect((await read(mine.id, agent)).status).toBe(200);
    for (const path of ['', '/pdf']) {
      const answer = await hub.ask('GET', `/v1/invoices/${other.id}${path}`, agent);
      expect([answer.status, slug(answer as never)]).toEqual([404, 'invoice-not-found']);
    }
    expect((await issue(other.payment.id, agent)).status).toBe(404);
  });

  it('with masked fields sees parts of them, finds nothing by them and downloads nothing', async () => {
    const invoice = await issued((await paid()).id);
    const auditor = await role('masked-auditor', {
      grants: [{ actions: ['payments.read', 'invoices.read', 'invoices.send'] }],
      masked: ['name', 'email', 'address', 'taxId'],
    });
    const everything = JSON.stringify([
      await list('limit=100', auditor),
      await list('search=anna@example.com', auditor),
      (await read(invoice.id, auditor)).body,
    ]);
    for (const secret of ['Bianchi', 'anna@example.com', 'Via Roma', '10121', 'IT09876543210'])
      expect(everything).not.toContain(secret);
    // Who sells is no secret.
    expect((await read(invoice.id, auditor)).body.seller).toEqual((await read(invoice.id)).body.seller);
    expect(await list('search=anna@example.com', auditor)).toMatchObject({
      data: [],
      notes: ['masked_field_not_searched'],
    });
    const file = await hub.ask('GET', `/v1/invoices/${invoice.id}/pdf`, auditor);
    expect([file.status, slug(file as never)]).toEqual([403, 'personal-data-masked']);
    expect((await issue(invoice.payment.id, auditor)).status).toBe(403);
    // Neither to themselves, nor to an address that they only guess: the answers are the same.
    const send = (email: string) => hub.ask('POST', `/v1/invoices/${invoice.id}/send`, { ...auditor, body: { email } });
    for (const email of ['me@example.com', 'anna@example.com'])
      expect(slug((await send(email)) as never)).toBe('personal-data-masked');
  });
});
