import { eur } from './an-attempt.ts';
import { connectorContract } from './contract.ts';
import { sandboxHarness } from './sandbox-harness.ts';

connectorContract('Stripe', {
  start: () => sandboxHarness('stripe', { pay: 'card_number=4242424242424242', decline: 'outcome=decline' }),
  keySecret: 'STRIPE_SECRET_KEY',
  webhookSecret: 'STRIPE_WEBHOOK_SECRET',
  sumIn: (body) => {
    const form = new URLSearchParams(body);
    return [form.get('line_items[0][price_data][unit_amount]'), form.get('line_items[0][price_data][currency]')];
  },
  sums: [
    [eur(10_50), ['1050', 'eur']],
    [{ amount: 500, currency: 'JPY' }, ['500', 'jpy']],
    [{ amount: 1_230, currency: 'KWD' }, ['1230', 'kwd']],
    [{ amount: 500, currency: 'ISK' }, ['50000', 'isk']],
    [{ amount: 9_000_00, currency: 'MGA' }, ['9000', 'mga']],
  ],
  answersLate: eur(66_62),
  refundsLate: eur(66_64),
});

connectorContract('PayPal', {
  start: () => sandboxHarness('paypal', { pay: 'outcome=approve', decline: 'outcome=decline' }),
  keySecret: 'PAYPAL_CLIENT_SECRET',
  webhookSecret: 'PAYPAL_WEBHOOK_ID',
  sumIn: (body) => (JSON.parse(body) as { purchase_units: [{ amount: unknown }] }).purchase_units[0].amount,
  sums: [
    [eur(10_50), { currency_code: 'EUR', value: '10.50' }],
    [
      { amount: 500, currency: 'JPY' },
      { currency_code: 'JPY', value: '500' },
    ],
    [
      { amount: 500_00, currency: 'HUF' },
      { currency_code: 'HUF', value: '500' },
    ],
  ],
  answersLate: eur(66_62),
  refundsLate: eur(66_64),
});

connectorContract('Satispay', {
  start: () => sandboxHarness('satispay', { pay: 'outcome=approve', decline: 'outcome=decline' }),
  keySecret: 'SATISPAY_KEY_ID',
  // Satispay knows no declines: whoever does not confirm cancels.
  whenDeclined: { kind: 'canceled' },
  sumIn: (body) => {
    const { amount_unit, currency } = JSON.parse(body) as { amount_unit: unknown; currency: unknown };
    return [amount_unit, currency];
  },
  sums: [
    [eur(10_50), [1050, 'EUR']],
    [eur(1), [1, 'EUR']],
  ],
  answersLate: eur(66_62),
  refundsLate: eur(66_64),
});

connectorContract('Scalapay', {
  start: () => sandboxHarness('scalapay', { pay: 'outcome=approve', decline: 'outcome=decline' }),
  keySecret: 'SCALAPAY_API_KEY',
  webhookSecret: 'SCALAPAY_API_KEY',
  signsTime: true,
  sumIn: (body) => (JSON.parse(body) as { totalAmount: unknown }).totalAmount,
  sums: [
    [eur(20_50), { amount: '20.50', currency: 'EUR' }],
    [eur(1_500_00), { amount: '1500.00', currency: 'EUR' }],
  ],
  answersLate: eur(66_62),
});

connectorContract('Mollie', {
  start: () => sandboxHarness('mollie', { pay: 'outcome=pay', decline: 'outcome=fail' }),
  keySecret: 'MOLLIE_API_KEY',
  sumIn: (body) => (JSON.parse(body) as { amount: unknown }).amount,
  sums: [
    [eur(10_50), { currency: 'EUR', value: '10.50' }],
    [eur(1), { currency: 'EUR', value: '0.01' }],
  ],
  answersLate: eur(66_62),
  refundsLate: eur(66_64),
});
