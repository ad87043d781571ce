import type { Payment } from '@pih/schemas/types';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answer, aPayment, eur, mountPage } from '../../../testing/index.ts';
import RefundDialog from './RefundDialog.vue';

const wire = vi.fn<typeof fetch>();
beforeEach(() => {
  wire.mockReset();
  vi.stubGlobal('fetch', wire);
});
afterEach(() => vi.unstubAllGlobals());

const refunded = (amount: number): Payment =>
  aPayment({
    refunds: [
      {
        id: 'ref_1',
        amount: eur(amount),
        state: 'succeeded',
        attempt: 'att_1',
        createdAt: '2026-11-23T10:05:00.000Z',
        actor: { type: 'operator' },
      },
    ],
  });
const refusal = {
  type: 'https://x.example/problems/outcome-unknown',
  title: 'No answer',
  status: 502,
  instance: 'req_7',
};

function open(about: Partial<Payment> = {}, language: 'en' | 'it' = 'en') {
  const done = vi.fn();
  const page = mountPage(RefundDialog, { payment: aPayment(about), onDone: done, onClose: vi.fn() }, language);
  const text = () => document.body.textContent ?? '';
  const field = () => document.querySelector<HTMLInputElement>('[inputmode="decimal"]');
  const form = () => document.querySelector('form');
  return {
    done,
    text,
    field,
    verb: () => document.querySelector('button[type="submit"]')?.textContent?.trim(),
    type: async (sum: string) => {
      const input = field();
      if (!input) throw new Error('no field');
      input.value = sum;
      input.dispatchEvent(new Event('input'));
      await page.vm.$nextTick();
    },
    press: () => form()?.dispatchEvent(new Event('submit', { cancelable: true })),
  };
}
const sent = (call: number) => {
  const init = wire.mock.calls[call]?.[1];
  const headers = init?.headers as Record<string, string>;
  return { body: JSON.parse(String(init?.body)) as unknown, key: headers['Idempotency-Key'] };
};

it('offers what is left, and says what will happen', async () => {
  const dialog = open({ refunded: eur(9_90), refundable: eur(40_00) });
  await flushPromises();
  expect(dialog.field()?.value).toBe('40.00');
  await dialog.type('12.00');
  expect(dialog.text()).toContain(
    'Refund €12.00 of €49.90 to the shopper through card. €9.90 was refunded before. €28.00 stays paid.',
  );
  expect(dialog.verb()).toBe('Refund €12.00');
});

it.each([
  ['99.00', 'At most €49.90 is possible.'],
  ['0', 'The amount must be more than zero.'],
  ['abc', 'Enter an amount, such as 10.50.'],
])('asks the engine for nothing when %s is entered', async (sum, words) => {
  const dialog = open();
  await flushPromises();
  await dialog.type(sum);
  dialog.press();
  await flushPromises();
  expect(dialog.text()).toContain(words);
  expect(wire).not.toHaveBeenCalled();
});

it('begins in the amount, ready to be typed over', async () => {
  const dialog = open();
  await vi.waitFor(() => expect(document.activeElement).toBe(dialog.field()));
  expect(dialog.field()?.selectionEnd).toBe(dialog.field()?.value.length);
});

it('is done only after the engine said so', async () => {
  let settle: (response: Response) => void = () => {};
  wire.mockReturnValue(new Promise((resolve) => (settle = resolve)));
  const dialog = open();
  await flushPromises();
  await dialog.type('12.00');
  dialog.press();
  await flushPromises();
  expect(dialog.done).not.toHaveBeenCalled();
  settle(answer(refunded(12_00), 201));
  await flushPromises();
  expect(dialog.done).toHaveBeenCalledOnce();
  expect(sent(0).body).toEqual({ amount: eur(12_00) });
});

it('asks once however often the button is pressed', async () => {
  wire.mockReturnValue(new Promise(() => {}));
  const dialog = open();
  await flushPromises();
  dialog.press();
  dialog.press();
  await flushPromises();
  expect(wire).toHaveBeenCalledOnce();
});

it('tells a refusal in words, and repeats the key when the same is tried again', async () => {
  wire.mockResolvedValueOnce(answer(refusal, 502)).mockResolvedValueOnce(answer(refunded(49_90), 201));
  const dialog = open();
  await flushPromises();
  dialog.press();
  await flushPromises();
  expect(dialog.text()).toContain('The provider has not said how it went');
  expect(dialog.done).not.toHaveBeenCalled();
  dialog.press();
  await flushPromises();
  expect(dialog.done).toHaveBeenCalledOnce();
  expect(sent(1).key).toBe(sent(0).key);
});

it('takes another sum for another intention', async () => {
  wire.mockImplementation(async () => answer(refusal, 502));
  const dialog = open();
  await flushPromises();
  dialog.press();
  await flushPromises();
  await dialog.type('12.00');
  dialog.press();
  await flushPromises();
  expect(sent(1).key).not.toBe(sent(0).key);
});

it('leaves no choice of the sum where the provider refunds only the whole', async () => {
  const dialog = open({ can: ['refund'] });
  await flushPromises();
  expect(dialog.field()?.readOnly).toBe(true);
  expect(dialog.text()).toContain('This provider refunds only the whole payment.');
});

it.each([
  ['en', 'Your roles allow it only here: Method is paypal and amount is at most €200.00.'],
  ['it', 'I tuoi ruoli lo permettono solo qui: Metodo è paypal e importo è al massimo 200,00 €.'],
] as const)('says in the words of its reader (%s) how far their roles go', async (language, words) => {
  const only = {
    all: [
      { fact: 'method', operator: 'equal', value: 'paypal' },
      { fact: 'amount', operator: 'lessThanInclusive', value: eur(200_00) },
    ],
  };
  const forbidden = { type: 'https://x.example/problems/forbidden', title: 'No', status: 403, where: { only } };
  wire.mockResolvedValue(answer(forbidden, 403));
  const dialog = open({}, language);
  await flushPromises();
  dialog.press();
  await flushPromises();
  expect(dialog.text().replaceAll('\u00a0', ' ')).toContain(words);
});
