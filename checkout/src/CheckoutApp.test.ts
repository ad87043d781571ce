import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CheckoutView } from '@pih/schemas/types';
import CheckoutApp from './CheckoutApp.vue';
import { aProblem, aView, aWorld, noon } from './test-world.ts';

const read = 'GET /v1/checkout/abc';
const attempts = 'POST /v1/checkout/abc/attempts';
const started = { status: 201, body: { attempt: 'att_1', redirectUrl: 'https://provider.example/pay' } };

const opened: VueWrapper[] = [];
afterEach(() => {
  for (const wrapper of opened.splice(0)) wrapper.unmount();
});

/** Opens the page on an answer of the engine and waits until it says something. */
async function open(answer: CheckoutView | ReturnType<typeof aProblem> | 'cut', around = aWorld()) {
  around.answers(read, answer === 'cut' || 'body' in answer ? answer : { body: answer });
  const wrapper = mount(CheckoutApp, { props: { token: 'abc', world: around.world }, attachTo: document.body });
  opened.push(wrapper);
  await vi.waitFor(() => expect(wrapper.find('main').attributes('aria-busy')).toBe('false'));
  const press = async (): Promise<void> => {
    await wrapper.find('form').trigger('submit');
    await flushPromises();
  };
  return { ...around, wrapper, press, heading: () => wrapper.find('h1').text(), all: () => wrapper.text() };
}

const plain = (text: string): string => text.replace(/\s/g, ' ');
const italian = (differences: Partial<CheckoutView> = {}): CheckoutView => aView({ language: 'it', ...differences });

describe('the words of each state', () => {
  it.each([
    ['paid', 'Payment received', 'Pagamento ricevuto'],
    ['authorized', 'Payment confirmed', 'Pagamento confermato'],
    ['pending', 'Your payment is on its way', 'Il pagamento è in corso'],
    ['failed', 'The payment did not go through', 'Il pagamento non è riuscito'],
    ['canceled', 'This payment was canceled', 'Questo pagamento è stato annullato'],
    ['expired', 'This payment link has expired', 'Questo link di pagamento è scaduto'],
    ['refunded', 'This payment was refunded', 'Questo pagamento è stato rimborsato'],
  ] as const)('%s', async (state, en, it_) => {
    const english = await open(aView({ state, offers: [] }));
    expect(english.heading()).toBe(en);
    expect([document.title, document.documentElement.lang]).toEqual([`${en} · Rosmarino`, 'en']);
    expect(english.all()).toContain('ORDER-1001');

    const other = await open(italian({ state, offers: [] }));
    expect(other.heading()).toBe(it_);
    expect([document.title, document.documentElement.lang]).toEqual([`${it_} · Rosmarino`, 'it']);
    expect(plain(other.all())).toContain('119,90 €');
  });

  it.each([
    [
      'unknown link',
      aProblem('checkout-not-found', 404),
      'We cannot find this payment',
      'Non troviamo questo pagamento',
    ],
    ['too many requests', aProblem('too-many-requests', 429), 'Just a moment', 'Un attimo di pazienza'],
    ['no connection', 'cut', 'We cannot reach the payment page', 'Non riusciamo a raggiungere la pagina di pagamento'],
    [
      'fault of ours',
      aProblem('x', 500),
      'Something went wrong on our side',
      'Qualcosa è andato storto da parte nostra',
    ],
  ] as const)('%s', async (_case, answer, en, it_) => {
    expect((await open(answer)).heading()).toBe(en);
    expect((await open(answer, aWorld({ languages: ['it-IT'] }))).heading()).toBe(it_);
  });

  it('no method: says who can help', async () => {
    const { all } = await open(aView({ offers: [] }));
    expect(all()).toContain('There is no way to pay for this order online');
    expect(all()).toContain('ciao@rosmarino.example');
  });

  it('leads back to the shop: after success to its thanks, after failure to its cart', async () => {
    const paid = await open(aView({ state: 'paid' }));
    expect(paid.wrapper.find('.button').attributes('href')).toBe('https://shop.example/thanks');
    const failed = await open(aView({ state: 'failed' }));
    expect(failed.wrapper.find('.button').attributes('href')).toBe('https://shop.example/cart');
  });
});

describe('choosing', () => {
  it('says on the button what will happen', async () => {
    const { wrapper } = await open(aView());
    await wrapper.find('input[value="paypal"]').setValue();
    expect(wrapper.find('button[type="submit"]').text()).toBe('Pay €119.90 with PayPal');
    const other = await open(italian());
    expect(plain(other.wrapper.find('button[type="submit"]').text())).toBe('Paga 119,90 € con Carta');
  });

  it('changes the language on request and keeps it for the way back', async () => {
    const { wrapper, kept, heading } = await open(aView());
    await wrapper.findAll('footer button')[1]?.trigger('click');
    await vi.waitFor(() => expect(heading()).toBe('Come vuoi pagare?'));
    expect(kept.get('checkout.language')).toBe('it');
  });

  it('sends the choice once and goes to the provider', async () => {
    const { wrapper, press, answers, sent, visited, heading } = await open(aView());
    answers(attempts, started);
    await wrapper.find('input[value="paypal"]').setValue();
    await press();
    expect(sent.at(-1)).toMatchObject({ body: { method: 'paypal', language: 'en' } });
    expect(visited).toEqual(['https://provider.example/pay']);
    expect(heading()).toBe('Taking you to pay with PayPal…');
  });

  it('makes one attempt of a double click', async () => {
    const { wrapper, answers, sent } = await open(aView());
    answers(attempts, started);
    const form = wrapper.find('form');
    await Promise.all([form.trigger('submit'), form.trigger('submit')]);
    await flushPromises();
    const posts = sent.filter(({ method }) => method === 'POST');
    expect(posts.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['key-1']);
  });

  it('repeats under the same key when no answer came, because the attempt may exist', async () => {
    const { press, answers, sent, all } = await open(aView());
    answers(attempts, 'cut');
    await press();
    expect(all()).toContain('you will not be charged twice');
    answers(attempts, started);
    await press();
    const posts = sent.filter(({ method }) => method === 'POST');
    expect(posts.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['key-1', 'key-1']);
  });

  it('takes a new key after the engine has said no', async () => {
    const { press, answers, sent, all } = await open(aView());
    answers(attempts, aProblem('provider-unavailable', 502));
    await press();
    expect(all()).toContain('Card is not available right now. You have not been charged.');
    await press();
    const posts = sent.filter(({ method }) => method === 'POST');
    expect(posts.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['key-1', 'key-2']);
  });

  it('does not follow a redirect to anything but a page on the web', async () => {
    const { press, answers, visited, all } = await open(aView());
    answers(attempts, { status: 201, body: { attempt: 'att_1', redirectUrl: 'javascript:alert(1)' } });
    await press();
    expect(visited).toEqual([]);
    expect(all()).toContain('We could not reach the payment service');
  });

  it('shows what the payment has become when the link turns out to be closed', async () => {
    const { press, answers, heading } = await open(aView());
    answers(attempts, aProblem('checkout-closed', 409));
    answers(read, { body: aView({ state: 'paid' }) });
    await press();
    await vi.waitFor(() => expect(heading()).toBe('Payment received'));
    expect(document.activeElement?.textContent).toBe('Payment received');
  });

  it('can be used again when the browser brings it back from its cache', async () => {
    const { press, answers, comeBack, heading, wrapper } = await open(aView());
    answers(attempts, started);
    await press();
    comeBack();
    await flushPromises();
    expect(heading()).toBe('How would you like to pay?');
    expect(wrapper.find('button[type="submit"]').attributes('aria-disabled')).toBe('false');
  });
});

describe('while an attempt starts', () => {
  it('does not take its own news for an outcome', async () => {
    const { press, answers, tell, sent, heading } = await open(aView());
    answers(attempts, () => {
      tell('{"state":"pending"}');
      return started;
    });
    await press();
    expect(sent.filter(({ path }) => path === '/v1/checkout/abc')).toHaveLength(1);
    expect(heading()).toBe('Taking you to pay with Card…');
  });

  it('waits out a request limit in words', async () => {
    const { press, answers, all } = await open(aView());
    answers(attempts, { ...aProblem('too-many-calls', 429), headers: { 'retry-after': '1' } });
    await press();
    expect(all()).toContain('Wait 1 second, then try again.');
  });
});

describe('after going back with the browser', () => {
  it('lets the shopper choose again where the engine still offers methods', async () => {
    const { wrapper, heading } = await open(aView({ state: 'pending' }));
    expect(heading()).toBe('You have not finished paying');
    await wrapper.find('.again').trigger('click');
    expect(heading()).toBe('How would you like to pay?');
  });

  it('only waits where nothing is offered any more', async () => {
    const { wrapper } = await open(aView({ state: 'pending', offers: [] }));
    expect(wrapper.find('.again').exists()).toBe(false);
  });
});

describe('after a failed attempt', () => {
  const declined = { method: 'card', title: { en: 'Card', it: 'Carta' } };

  it('says what was declined, that nothing was charged, and what to do', async () => {
    const english = await open(aView({ lastFailure: { ...declined, reason: 'declined' } }));
    expect(english.wrapper.find('[role="alert"]').text()).toBe(
      'The payment with Card was declined. You have not been charged. Choose another way or try again.',
    );
    const other = await open(italian({ lastFailure: { ...declined, reason: 'declined' } }));
    expect(other.wrapper.find('[role="alert"]').text()).toBe(
      'Il pagamento con Carta è stato rifiutato. Non ti è stato addebitato nulla. Scegli un altro metodo o riprova.',
    );
  });

  it('is calm about a shopper who only went back', async () => {
    const { wrapper } = await open(aView({ lastFailure: { ...declined, reason: 'canceled_by_shopper' } }));
    expect(wrapper.find('[role="alert"]').classes()).toContain('info');
  });

  it('keeps what the shopper had chosen', async () => {
    const lastFailure = { method: 'paypal', title: { en: 'PayPal' }, reason: 'declined' } as const;
    const { wrapper } = await open(aView({ lastFailure }));
    expect(wrapper.find('button[type="submit"]').text()).toBe('Pay €119.90 with PayPal');
  });
});

describe('required details', () => {
  it('are asked for before anything is sent, at the first missing field', async () => {
    const { press, wrapper, sent } = await open(aView({ requirements: ['email', 'phone'] }));
    await press();
    expect(wrapper.findAll('.error').map((error) => error.text())).toEqual([
      'Enter your e-mail address.',
      'Enter your phone number.',
    ]);
    expect(document.activeElement?.id).toBe('detail-email');
    expect(sent.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('tie each complaint to its field and drop it once it no longer holds', async () => {
    const { press, wrapper } = await open(aView({ requirements: ['email'] }));
    await press();
    const email = wrapper.find('#detail-email');
    expect(email.attributes()).toMatchObject({ 'aria-invalid': 'true', 'aria-describedby': 'detail-email-error' });
    await email.setValue('anna@example.com');
    expect(wrapper.find('.error').exists()).toBe(false);
  });

  it('go with the attempt', async () => {
    const { press, wrapper, answers, sent } = await open(aView({ requirements: ['email', 'three_d_secure'] }));
    answers(attempts, started);
    await wrapper.find('#detail-email').setValue(' anna@example.com ');
    await press();
    expect(sent.at(-1)?.body).toEqual({ method: 'card', language: 'en', shopper: { email: 'anna@example.com' } });
  });

  it('of a method are asked once it is chosen, and go with no other', async () => {
    const [card, paypal] = aView().offers;
    if (!card || !paypal) throw new Error('the view offers nothing');
    const offers = [card, { ...paypal, requirements: ['phone' as const] }];
    const { press, wrapper, answers, sent } = await open(aView({ offers, requirements: ['email'] }));
    expect(wrapper.find('#detail-phone').exists()).toBe(false);
    await wrapper.find('input[value="paypal"]').setValue(true);
    await wrapper.find('#detail-phone').setValue('+39 011 555 0100');
    await wrapper.find('#detail-email').setValue('anna@example.com');
    await wrapper.find('input[value="card"]').setValue(true);
    expect(wrapper.find('#detail-phone').exists()).toBe(false);
    answers(attempts, started);
    await press();
    expect(sent.at(-1)?.body).toEqual({ method: 'card', language: 'en', shopper: { email: 'anna@example.com' } });
  });

  it('appear when the engine finds them missing', async () => {
    const { press, answers, wrapper } = await open(aView());
    answers(attempts, aProblem('details-required', 422, { missing: ['tax_id'] }));
    await press();
    expect(wrapper.find('#detail-taxId').exists()).toBe(true);
    expect(document.activeElement?.id).toBe('detail-taxId');
  });
});

describe('time', () => {
  it('is shown when it gets short, and its end closes the page', async () => {
    const { all, pass, heading } = await open(aView({ expiresAt: new Date(noon + 601_000).toISOString() }));
    expect(all()).not.toContain('Time left');
    pass(2_000);
    await flushPromises();
    expect(all()).toContain('9:59');
    pass(600_000);
    await flushPromises();
    expect(heading()).toBe('This payment link has expired');
  });

  it('is the engine’s: a wrong clock of the shopper closes nothing', async () => {
    const around = aWorld();
    around.answers(read, {
      body: aView({ expiresAt: new Date(noon - 60_000).toISOString() }),
      headers: { date: new Date(noon - 300_000).toUTCString() },
    });
    const wrapper = mount(CheckoutApp, { props: { token: 'abc', world: around.world } });
    opened.push(wrapper);
    await vi.waitFor(() => expect(wrapper.text()).toContain('Time left 4:00'));
  });

  it('brings news while a payment is pending', async () => {
    const { answers, tell, heading, all } = await open(aView({ state: 'pending', offers: [] }));
    expect(all()).toContain('It is safe to close this page');
    answers(read, { body: aView({ state: 'paid', paidWith: { en: 'PayPal' } }) });
    tell('{"state":"paid"}');
    await flushPromises();
    expect(heading()).toBe('Payment received');
    expect(document.activeElement?.tagName).toBe('H1');
  });

  it('lets a shopper without connection try again', async () => {
    const { answers, wrapper, heading } = await open('cut');
    answers(read, { body: aView() });
    await wrapper.find('.button').trigger('click');
    await vi.waitFor(() => expect(heading()).toBe('How would you like to pay?'));
  });
});
