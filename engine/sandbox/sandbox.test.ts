import { describe, expect, it } from 'vitest';
import { simulatorNames } from './registry.ts';
import { aTestSandbox, secrets } from './test-sandbox.ts';

describe('the sandbox', () => {
  it('puts every simulator on one port, below its own name', async () => {
    const { sandbox, stop } = await aTestSandbox();
    for (const name of simulatorNames) expect(sandbox[name].url).toBe(`${sandbox.url}/${name}`);
    expect((await fetch(`${sandbox.url}/nobody`)).status).toBe(404);
    await stop();
  });

  it('sends browsers to its public address, when it has another one', async () => {
    const { sandbox, stop } = await aTestSandbox({ publicUrl: 'https://sandbox.example/demo/' });
    expect(sandbox.stripe.url).toBe('https://sandbox.example/demo/stripe');
    await stop();
  });

  it('makes ids from the suffixes it is given', async () => {
    const { sandbox, stop } = await aTestSandbox({ random: () => 'n000001' });
    expect(await createSession(sandbox.stripe.url, 10_00)).toMatchObject({ id: 'cs_test_n000001' });
    await stop();
  });

  it('stops at once, even while somebody waits for a slow answer', async () => {
    const { sandbox, stop } = await aTestSandbox({ slowAnswerMs: 600_000 });
    const waiting = createSession(sandbox.stripe.url, 66_62).catch(() => 'cut off');
    await stop();
    await waiting;
  });
});

/** The wire format by hand: what an SDK would send. */
async function createSession(url: string, amount: number): Promise<unknown> {
  const answer = await fetch(`${url}/v1/checkout/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secrets.stripe.secretKey}` },
    body: new URLSearchParams({
      mode: 'payment',
      success_url: 'https://shop.example/done',
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'eur',
      'line_items[0][price_data][unit_amount]': String(amount),
      'line_items[0][price_data][product_data][name]': 'Order R-1',
    }),
  });
  return answer.json();
}
