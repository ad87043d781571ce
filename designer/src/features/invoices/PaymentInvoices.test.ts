import type { InvoiceSummary, Payment } from '@pih/schemas/types';
import { flushPromises } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answer, aPayment, eur, mountPage } from '../../testing/index.ts';
import { useSession } from '../session/index.ts';
import PaymentInvoices from './PaymentInvoices.vue';

const wire = vi.fn<typeof fetch>();
const save = vi.spyOn(HTMLAnchorElement.prototype, 'click');
beforeEach(() => {
  wire.mockReset();
  save.mockReset();
  vi.stubGlobal('fetch', wire);
});
afterEach(() => vi.unstubAllGlobals());

const anInvoice = (about: Partial<InvoiceSummary> = {}): InvoiceSummary => ({
  id: 'inv_1',
  kind: 'invoice',
  number: 'A-2026-00042',
  series: 'A',
  year: 2026,
  issuedAt: '2026-11-23T10:00:00.000Z',
  issuedOn: '2026-11-23',
  language: 'it',
  brand: 'rosmarino',
  customer: 'Chiara',
  total: eur(49_90),
  payment: { id: 'pay_01', reference: 'ORDER-1001' },
  ...about,
});
const everything = ['invoices.read', 'invoices.issue', 'invoices.send'];
const pdf = () =>
  new Response('%PDF', {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'attachment; filename="A-2026-00042.pdf"' },
  });

/** An engine with some invoices; what it is asked to do is answered by what a test says. */
async function open(
  invoices: InvoiceSummary[],
  {
    actions = everything,
    payment = {},
    post = () => answer({}),
  }: {
    actions?: string[];
    payment?: Partial<Payment>;
    post?: (path: string) => Response;
  } = {},
) {
  const asked: { method: string; path: string; body: unknown; key: string | undefined }[] = [];
  wire.mockImplementation(async (address, init) => {
    const { pathname, search } = new URL(String(address), 'http://hub');
    const method = init?.method ?? 'GET';
    if (pathname === '/v1/session')
      return answer({
        operator: { id: 'opr_1', name: 'Giulia', email: 'g@x.example', roles: [] },
        ...{ actions, csrfToken: 'c', environment: 'sandbox', mustSetUpSecondFactor: false },
      });
    const headers = init?.headers as Record<string, string>;
    asked.push({
      method,
      path: pathname + search,
      body: init?.body ? (JSON.parse(String(init.body)) as unknown) : undefined,
      key: headers['Idempotency-Key'],
    });
    if (method === 'POST') return post(pathname);
    return pathname.endsWith('/pdf')
      ? pdf()
      : answer({ data: [...invoices].reverse(), nextCursor: null, series: ['A'] });
  });
  const pinia = createPinia();
  await useSession(pinia).restore();
  mountPage(PaymentInvoices, { payment: aPayment(payment) }, 'en', [], pinia);
  await flushPromises();
  const buttons = () => [...document.querySelectorAll('button')];
  const nameOf = (button: HTMLElement) => button.getAttribute('aria-label') ?? button.textContent?.trim() ?? '';
  return {
    asked,
    text: () => document.body.textContent ?? '',
    names: () => buttons().map(nameOf),
    press: async (name: string) => {
      const button = buttons().find((each) => nameOf(each) === name);
      if (!button) throw new Error(`no button "${name}" among ${buttons().map(nameOf).join(', ')}`);
      button.click();
      await flushPromises();
    },
    submit: async () => {
      // A double click.
      for (let times = 0; times < 2; times++)
        document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
      await flushPromises();
    },
  };
}

it('lists the invoice and then its credit notes, with what was taken back', async () => {
  const note = anInvoice({ id: 'inv_2', kind: 'credit_note', number: 'NC-2026-00003', total: eur(9_99) });
  const page = await open([anInvoice(), note]);
  expect(page.text()).toMatch(/A-2026-00042.*Invoice.*€49\.90.*NC-2026-00003.*Credit note.*− €9\.99/s);
});

it('offers to issue one for what was captured, and shows it once the engine has done so', async () => {
  const invoices: InvoiceSummary[] = [];
  const page = await open(invoices, {
    post: () => {
      invoices.push(anInvoice());
      return answer(anInvoice(), 201);
    },
  });
  expect(page.text()).toContain('No invoice has been issued');
  await page.press('Issue invoice for €49.90');
  expect(page.asked.map(({ method, path }) => `${method} ${path}`)).toContain('POST /v1/payments/pay_01/invoice');
  expect(page.text()).toContain('A-2026-00042');
});

it('says why one cannot be issued', async () => {
  const problem = { type: 'https://x.example/problems/seller-unknown', title: 'Missing', status: 409 };
  const page = await open([], { post: () => answer(problem, 409) });
  await page.press('Issue invoice for €49.90');
  expect(page.text()).toContain('The seller’s legal data are missing');
});

it('offers nothing that roles do not allow, or before money was taken', async () => {
  expect((await open([], { actions: ['invoices.read'] })).names()).toEqual([]);
  expect((await open([], { payment: { captured: eur(0) } })).text()).toContain('once the payment is paid');
  expect((await open([anInvoice()], { actions: ['invoices.read'] })).names()).toEqual(['Download A-2026-00042']);
});

it('sends it to the shopper or to somebody else, once however often it is pressed', async () => {
  const page = await open([anInvoice()], { post: () => answer({ message: 'msg_1' }, 202) });
  await page.press('Send A-2026-00042');
  expect(page.text()).toContain('Invoice A-2026-00042 goes as a PDF to chiara@posta.example.');
  const field = document.querySelector<HTMLInputElement>('input[type="email"]');
  if (!field) throw new Error('no field');
  field.value = 'accounts@shop.example';
  field.dispatchEvent(new Event('input'));
  await flushPromises();
  expect(page.text()).toContain('goes as a PDF to accounts@shop.example.');
  await page.submit();
  const sent = page.asked.filter(({ method }) => method === 'POST');
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    path: '/v1/invoices/inv_1/send',
    body: { email: 'accounts@shop.example', language: 'it' },
    key: expect.any(String) as unknown,
  });
});
