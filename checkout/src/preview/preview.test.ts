import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckoutView } from '@pih/schemas/types';
import { aView as aViewAtNoon } from '../test-world.ts';
import PreviewApp from './PreviewApp.vue';
import { differsInLooksOnly, topic } from './told.ts';

/** The preview goes by the browser's own clock: a link that is open now. */
const aView = (about: Partial<CheckoutView> = {}): CheckoutView =>
  aViewAtNoon({ expiresAt: new Date(Date.now() + 3_600_000).toISOString(), ...about });

let preview: VueWrapper;
const said = vi.fn();
beforeEach(() => {
  vi.spyOn(window.parent, 'postMessage').mockImplementation(said);
  preview = mount(PreviewApp, { attachTo: document.body });
});
afterEach(() => {
  preview.unmount();
  vi.restoreAllMocks();
  said.mockReset();
});

const tell = (view: CheckoutView, from: Partial<MessageEventInit> = {}) =>
  window.dispatchEvent(
    new MessageEvent('message', {
      data: { topic, view },
      origin: window.location.origin,
      source: window.parent,
      ...from,
    }),
  );
/** The page fetches its words and typefaces first, which a busy machine does slowly. */
const patience = { timeout: 15_000 };
const reads = (text: string) => vi.waitFor(() => expect(preview.text()).toContain(text), patience);

describe('the preview of a checkout', { timeout: 30_000 }, () => {
  it('says to its own console only that it is ready', () => {
    expect(said).toHaveBeenCalledWith({ topic, ready: true }, window.location.origin);
    expect(preview.text()).toBe('');
  });

  it('shows the page that it is told, and the next one in its place', async () => {
    tell(aView());
    await reads('PayPal');
    tell(aView({ state: 'paid', offers: [] }));
    await reads('ORDER-1001');
    await vi.waitFor(() => expect(preview.text()).not.toContain('PayPal'), patience);
  });

  it.each([
    ['another site', { origin: 'https://elsewhere.example' }],
    ['another frame', { source: null }],
  ])('hears nothing from %s', async (_, from) => {
    tell(aView(), from);
    await Promise.resolve();
    expect(preview.text()).toBe('');
  });

  it('pays nothing: the button leads nowhere', async () => {
    const fetched = vi.spyOn(window, 'fetch');
    tell(aView());
    await reads('PayPal');
    await preview.get('input[value="paypal"]').setValue(true);
    await preview.get('button[type="submit"]').trigger('submit');
    await reads('Taking you');
    expect(fetched).not.toHaveBeenCalled();
  });

  it('takes on new colours without starting anew', async () => {
    tell(aView());
    await reads('PayPal');
    await preview.get('input[value="paypal"]').setValue(true);
    const { brand, ...view } = aView();
    tell({
      ...view,
      brand: { ...brand, theme: { ...brand.theme, colors: { ...brand.theme.colors, accent: '#123456' } } },
    });
    expect(document.documentElement.style.getPropertyValue('--accent')).toBe('#123456');
    expect(preview.get<HTMLInputElement>('input[value="paypal"]').element.checked).toBe(true);
  });
});

describe('two views', () => {
  it('differ in looks only when colours and corners are all that changed', () => {
    const one = aView();
    const radius = { ...one, brand: { ...one.brand, theme: { ...one.brand.theme, radius: 0 } } };
    const name = { ...one, brand: { ...one.brand, merchantName: 'Other' } };
    expect([radius, name].map((other) => differsInLooksOnly(one, other))).toEqual([true, false]);
  });
});
