import { bodyErrors, type Checkout, type CheckoutView } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../../hub-for-tests.ts';

let hub: TestHub;
let checkout: Checkout;
let operator: Ask;
beforeAll(async () => {
  hub = await startTestHub();
  operator = await hub.signIn();
  const { body } = await hub.ask<{ published: { document: Checkout } }>(
    'GET',
    '/v1/config/checkout/rosmarino',
    operator,
  );
  checkout = body.published.document;
});
afterAll(() => hub.stop());

const preview = <Body = CheckoutView>(about: Record<string, unknown> = {}) =>
  hub.ask<Body>('POST', '/v1/checkouts/preview', { ...operator, body: { document: checkout, ...about } });

describe('the preview of a checkout', () => {
  it.each(['choose', 'declined', 'no-methods', 'pending', 'authorized', 'paid', 'refunded', 'failed', 'canceled'])(
    'answers what the page of a payment that is %s would be given',
    async (page) => {
      const { status, body } = await preview({ page });
      expect(status).toBe(200);
      expect(bodyErrors('checkout-view', body)).toEqual([]);
    },
  );

  it('shows the document as it is being edited, not as it is live', async () => {
    const draft = { ...checkout, id: 'new-brand', merchantName: 'Not published yet' };
    expect((await preview({ document: draft })).body.brand.merchantName).toBe('Not published yet');
  });

  it('offers the sample cart what the live flow offers it', async () => {
    const { body } = await preview();
    expect(body.offers.map(({ method }) => method)).toEqual(['card', 'paypal']);
  });

  it('offers what it is told instead, with names and marks', async () => {
    const { body } = await preview({ offers: [{ method: 'klarna', providers: ['mollie'] }] });
    expect(body.offers).toMatchObject([{ method: 'klarna', title: { en: 'Klarna' } }]);
    expect(body.offers[0]?.requirements).toContain('billing_address');
  });

  it('draws the logo from the document itself, as an image that runs nothing', async () => {
    const logo = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const { body } = await preview({ document: { ...checkout, logo } });
    expect(body.brand.logo).toBe(`data:image/svg+xml;base64,${Buffer.from(logo).toString('base64')}`);
  });

  it('says which field of an unfinished document is wrong', async () => {
    const { status, body } = await preview<{ errors: { path: string }[] }>({
      document: { ...checkout, theme: { ...checkout.theme, radius: 99 } },
    });
    expect(status).toBe(400);
    expect(body.errors.map(({ path }) => path)).toEqual(['/document/theme/radius']);
  });

  it('stores nothing, and is not for the key of a shop', async () => {
    const refused = await hub.ask('POST', '/v1/checkouts/preview', { body: { document: checkout } });
    expect(refused.status).toBe(403);
  });
});
