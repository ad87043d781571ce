import { randomUUID } from 'node:crypto';
import type { DemoOrder, Payment, PaymentRequest } from '@pih/schemas';
import type { Snapshot } from '../../src/config/index.ts';
import { described, input, inputOf, newRouter, open, type HubRouter } from '../../src/http/index.ts';

export interface DemoShopOptions {
  /** Where the shop's server reaches the engine. */
  engineUrl: string;
  live: () => Snapshot;
  people: {
    operators: { name: string; email: string; password: string; roles: string[]; isDisabled?: true }[];
    apiKeys: { key: string }[];
  };
}

const isDemo = open('The demo shop exists beside the simulators only, and its logins are public there.');

const aboutOptions = described({
  name: 'getDemoShop',
  chapter: 'Demo',
  summary: 'What the demo shop can order',
  success: { status: 200, body: 'demo-options' },
});

const aboutOrder = described({
  name: 'orderInDemoShop',
  chapter: 'Demo',
  summary: 'Order something, as a shop’s own server would',
  success: { status: 201, body: 'demo-order-answer' },
  // The shop calls POST /v1/payments, and hands on what that answers.
  problems: [{ type: 'brand-unknown' }],
});

/** The order as a shop's own server would send it. */
function requestOf({ customerType, country, language, ...order }: DemoOrder, shopUrl: string): PaymentRequest {
  return {
    ...order,
    reference: `DEMO-${Date.now().toString(36).toUpperCase()}`,
    description: 'Demo order',
    shopper: {
      type: customerType ?? 'private',
      ...(country && { country }),
      ...(language && { language }),
    },
    returnUrl: shopUrl,
    cancelUrl: shopUrl,
  };
}

/** A shop that uses the hub as any shop does: with an API key, through `POST /v1/payments`. */
export function demoShopRoutes({ engineUrl, live, people }: DemoShopOptions): HubRouter {
  const router = newRouter();
  const key = people.apiKeys[0]?.key ?? '';

  router.get('/demo/options', isDemo, aboutOptions, (ctx) => {
    const { settings } = live();
    ctx.body = {
      brands: live()
        .all('checkout')
        .map(({ document: { id, title, languages, theme, logo } }) => ({
          id,
          title,
          languages,
          theme,
          ...(logo && { logo: `/v1/brands/${id}/logo.svg` }),
        })),
      categories: settings.categories ?? [],
      channels: ['web', 'app', 'store', 'phone', 'link'],
      currencies: ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'KWD'],
      customFacts: settings.customFacts ?? [],
      consoleUrl: '/console/',
      operators: people.operators
        .filter(({ isDisabled }) => !isDisabled)
        .map(({ name, email, password, roles }) => ({ name, email, password, roles })),
    };
  });

  router.post('/demo/orders', isDemo, aboutOrder, input('demo-order'), async (ctx) => {
    // Not ctx.origin: that is a header which only browsers send.
    const shopUrl = `${ctx.protocol}://${ctx.host}/demo`;
    const answer = await fetch(`${engineUrl}/v1/payments`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      body: JSON.stringify(requestOf(inputOf(ctx, 'demo-order'), shopUrl)),
    });
    const body: unknown = await answer.json();
    ctx.status = answer.status;
    if (!answer.ok) {
      ctx.body = JSON.stringify(body);
      ctx.type = 'application/problem+json';
      return;
    }
    const { id, checkoutUrl } = body as Payment;
    ctx.body = { id, checkoutUrl, consoleUrl: `/console/transactions/${id}` };
  });

  return router;
}
